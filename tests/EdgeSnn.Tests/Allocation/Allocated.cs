namespace EdgeSnn.Tests.Allocation;

/// <summary>Measures allocations beside other tests.</summary>
internal static class Allocated
{
    private const int Attempts = 5;

    /// <summary>
    /// Bytes that this thread allocates in an action, the least of several runs: a collection that another test causes makes
    /// the runtime count the unused rest of this thread's allocation buffer, up to 8 KB, as allocated.
    /// </summary>
    /// <param name="prepare">Brings everything into the state to measure from.</param>
    /// <param name="measured">What is to allocate nothing.</param>
    public static long Least<T>(Func<T> prepare, Action<T> measured)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            var state = prepare();
            var before = GC.GetAllocatedBytesForCurrentThread();
            measured(state);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
