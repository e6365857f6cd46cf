namespace EdgeSnn.Firmware.RealTime;

/// <summary>
/// Counts missed deadlines by cause. What the thread used is read at the end of every tick, so what lies between the end of
/// one tick and the end of the next belongs to the latter: if the collector ran, the thread allocated, a lock was contended
/// or the tick itself took a tick's length of processor time, the program is blamed, even if the machine was late as well.
/// Only what then remains is the machine's. Owned by the network thread; allocates nothing.
/// </summary>
public sealed class DeadlineMisses
{
    /// <summary>Number of causes.</summary>
    public const int CauseCount = (int)MissCause.Wakeup + 1;

    private readonly long[] _counts = new long[CauseCount];
    private ThreadUsage _before;
    private MissCause? _lasting;
    private long _lastLateness;
    private long _contentions;

    /// <summary>Missed deadlines of a cause. Any thread.</summary>
    public long this[MissCause cause] => Volatile.Read(ref _counts[(int)cause]);

    /// <summary>All missed deadlines.</summary>
    public long Total => Sum(MissCause.Collection, MissCause.Wakeup);

    /// <summary>Those of the program's own doing.</summary>
    public long ByProgram => Sum(MissCause.Collection, MissCause.Work);

    /// <summary>Those of the machine.</summary>
    public long ByMachine => Sum(MissCause.Preempted, MissCause.Wakeup);

    /// <summary>True for causes of the program's own doing.</summary>
    public static bool IsProgram(MissCause cause) => cause <= MissCause.Work;

    /// <summary>Any thread, now and then: contention up to now is no cause of a later miss.</summary>
    public void ForgetContention() => Interlocked.Exchange(ref _contentions, Monitor.LockContentionCount);

    /// <summary>Before the first tick: what is compiled at its first call, and allocates then, is called here.</summary>
    internal void Begin()
    {
        for (var round = 0; round < 2; round++)
        {
            ForgetContention();
            _before = ThreadUsage.Now();
            EndTick(1, 0);
        }

        _counts.AsSpan().Clear();
        _lasting = null;
    }

    /// <summary>The end of a tick.</summary>
    /// <param name="latenessNanoseconds">From its due time to its end; negative or 0 when there is no due time [ns].</param>
    /// <param name="deadlineNanoseconds">How long it may take [ns].</param>
    internal void EndTick(long latenessNanoseconds, long deadlineNanoseconds) => EndTick(latenessNanoseconds, deadlineNanoseconds, ThreadUsage.Now());

    internal void EndTick(long latenessNanoseconds, long deadlineNanoseconds, in ThreadUsage now)
    {
        if (latenessNanoseconds <= deadlineNanoseconds)
        {
            _lasting = null;
        }
        else
        {
            var cause = CauseBetween(_before, now, deadlineNanoseconds);
            // Ticks that are run one after the other to catch up are late because of what made the first of them late.
            if (cause is MissCause.Wakeup or MissCause.Preempted && _lasting is { } lasting && latenessNanoseconds <= _lastLateness)
                cause = lasting;
            Volatile.Write(ref _counts[(int)cause], _counts[(int)cause] + 1);
            _lasting = cause;
            _lastLateness = latenessNanoseconds;
        }

        _before = now;
    }

    private MissCause CauseBetween(in ThreadUsage before, in ThreadUsage now, long deadlineNanoseconds)
    {
        if (now.Collections != before.Collections)
            return MissCause.Collection;
        if (now.AllocatedBytes != before.AllocatedBytes)
            return MissCause.Allocation;
        // Asked only after a miss: it takes a lock of the runtime's.
        var contentions = Monitor.LockContentionCount;
        if (Interlocked.Exchange(ref _contentions, contentions) != contentions)
            return MissCause.Lock;
        if (now.ProcessorNanoseconds - before.ProcessorNanoseconds >= deadlineNanoseconds)
            return MissCause.Work;
        if (now.MajorFaults != before.MajorFaults)
            return MissCause.PageFault;
        return now.Preemptions != before.Preemptions ? MissCause.Preempted : MissCause.Wakeup;
    }

    private long Sum(MissCause first, MissCause last)
    {
        var sum = 0L;
        for (var cause = first; cause <= last; cause++)
            sum += this[cause];
        return sum;
    }
}
