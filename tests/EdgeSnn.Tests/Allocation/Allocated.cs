namespace EdgeSnn.Tests.Allocation;

/// <summary>Measures allocations beside other tests.</summary>
internal static class Allocated
{
    private const int UndisturbedRuns = 3;
    private const int MostRuns = 200;

    /// <summary>
    /// Bytes that this thread allocates in an action, the least of several runs: a collection, which any other test may cause,
    /// makes the runtime count the unused rest of this thread's allocation buffer, up to 8 KB, as allocated. Three runs that no
    /// collection disturbed settle it, so that an action which does allocate is found out.
    /// </summary>
    /// <param name="prepare">Brings everything into the state to measure from.</param>
    /// <param name="measured">What is to allocate nothing, or a known number of bytes.</param>
    /// <param name="fewest">As few as it can be [bytes].</param>
    public static long Least<T>(Func<T> prepare, Action<T> measured, long fewest = 0) => Least(
        () =>
        {
            var state = prepare();
            var collections = GC.CollectionCount(0);
            var before = GC.GetAllocatedBytesForCurrentThread();
            measured(state);
            return (GC.GetAllocatedBytesForCurrentThread() - before, GC.CollectionCount(0) == collections);
        },
        fewest);

    /// <summary>The same of a measurement that is made elsewhere, such as on a thread of a device.</summary>
    /// <param name="measure">Measures once; collections during its run disturb it.</param>
    public static long Least(Func<long> measure) => Least(
        () =>
        {
            var collections = GC.CollectionCount(0);
            return (measure(), GC.CollectionCount(0) == collections);
        },
        0);

    private static long Least(Func<(long Bytes, bool IsUndisturbed)> measure, long fewest)
    {
        var least = long.MaxValue;
        for (int run = 0, undisturbed = 0; run < MostRuns && undisturbed < UndisturbedRuns && least > fewest; run++)
        {
            var (bytes, isUndisturbed) = measure();
            undisturbed += isUndisturbed ? 1 : 0;
            least = Math.Min(least, bytes);
        }

        return least;
    }
}
