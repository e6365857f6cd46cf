using System.Runtime.InteropServices;

namespace EdgeSnn.Runtime.Threads;

/// <summary>
/// What the threads of a <see cref="Team"/> watch, each on a pair of cache lines of its own (lines are fetched in pairs), so that
/// whoever finishes does not disturb those that wait for a call.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 4 * LinePair)]
internal struct TeamState
{
    /// <summary>The call after which the threads end.</summary>
    public const long End = -1;

    private const int LinePair = 128;

    /// <summary>The last call: a number that ascends, with that of its wave in the low bits; 0 before the first.</summary>
    [FieldOffset(LinePair)]
    public long Call;

    /// <summary>Shares of that call that have not been run to their end.</summary>
    [FieldOffset(2 * LinePair)]
    public int Left;

    /// <summary>1 while the caller sleeps until none is left.</summary>
    [FieldOffset(2 * LinePair + sizeof(int))]
    public int CallerSleeps;

    /// <summary>Other threads that sleep until the next call.</summary>
    [FieldOffset(3 * LinePair)]
    public int Sleeping;
}
