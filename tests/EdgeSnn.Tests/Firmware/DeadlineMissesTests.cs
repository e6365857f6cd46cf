using EdgeSnn.Firmware.RealTime;

namespace EdgeSnn.Tests.Firmware;

public sealed class DeadlineMissesTests
{
    private const long Deadline = 8_000_000;
    private static readonly ThreadUsage Start = new(3, 1000, 500, 7, 2);

    [Theory]
    [InlineData(MissCause.Collection, 1, 24, 9000, 1, 1)]
    [InlineData(MissCause.Allocation, 0, 24, 9000, 1, 1)]
    [InlineData(MissCause.Work, 0, 0, 8000, 1, 1)]
    [InlineData(MissCause.PageFault, 0, 0, 7999, 1, 1)]
    [InlineData(MissCause.Preempted, 0, 0, 40, 1, 0)]
    [InlineData(MissCause.Wakeup, 0, 0, 40, 0, 0)]
    public void The_program_is_blamed_first(MissCause cause, int collections, long bytes, long processor, long preemptions, long faults)
    {
        var misses = Begun();
        misses.EndTick(1, Deadline, Start);
        misses.EndTick(Deadline + 1, Deadline, After(collections, bytes, processor, preemptions, faults));
        Assert.Equal(1, misses[cause]);
        Assert.Equal(1, misses.Total);
        Assert.Equal(DeadlineMisses.IsProgram(cause) ? 1 : 0, misses.ByProgram);
        Assert.Equal(1 - misses.ByProgram, misses.ByMachine);
    }

    [Fact]
    public void A_tick_in_time_is_no_miss_whatever_happened_and_what_happened_before_it_is_no_cause()
    {
        var misses = Begun();
        misses.EndTick(Deadline, Deadline, After(1, 1, 9000, 1, 1));
        Assert.Equal(0, misses.Total);
        misses.EndTick(Deadline + 1, Deadline, After(1, 1, 9000, 1, 1));
        Assert.Equal(1, misses[MissCause.Wakeup]);
    }

    [Fact]
    public void Ticks_that_catch_up_have_the_cause_of_the_first_and_a_new_delay_its_own()
    {
        var misses = Begun();
        var now = After(1, 0, 0, 0, 0);
        misses.EndTick(10 * Deadline, Deadline, now);
        misses.EndTick(9 * Deadline, Deadline, now);
        misses.EndTick(8 * Deadline, Deadline, now);
        Assert.Equal(3, misses[MissCause.Collection]);
        misses.EndTick(12 * Deadline, Deadline, now);
        Assert.Equal(1, misses[MissCause.Wakeup]);
        misses.EndTick(0, Deadline, now);
        misses.EndTick(2 * Deadline, Deadline, now);
        Assert.Equal((3, 2), (misses[MissCause.Collection], misses[MissCause.Wakeup]));
    }

    [Fact]
    public void A_real_collection_and_a_real_allocation_are_seen()
    {
        var misses = new DeadlineMisses();
        misses.Begin();
        misses.EndTick(0, Deadline);
        var kept = new byte[100];
        misses.EndTick(2 * Deadline, Deadline);
        GC.Collect();
        misses.EndTick(3 * Deadline, Deadline);
        GC.KeepAlive(kept);
        Assert.Equal((1, 1, 2), (misses[MissCause.Allocation], misses[MissCause.Collection], misses.ByProgram));
    }

    [Fact]
    public void Waiting_for_a_lock_is_seen_and_forgotten_contention_is_not()
    {
        var misses = Begun();
        Contend();
        misses.EndTick(2 * Deadline, Deadline, Start);
        Assert.Equal(1, misses[MissCause.Lock]);
    }

    private static void Contend()
    {
        var gate = new object();
        var before = Monitor.LockContentionCount;
        using var held = new ManualResetEventSlim();
        var holder = new Thread(() =>
        {
            lock (gate)
            {
                held.Set();
                // Held until the other thread is known to wait.
                SpinWait.SpinUntil(() => Monitor.LockContentionCount > before, TimeSpan.FromSeconds(20));
            }
        });
        holder.Start();
        held.Wait();
        lock (gate)
        {
        }

        holder.Join();
    }

    private static DeadlineMisses Begun()
    {
        var misses = new DeadlineMisses();
        misses.EndTick(0, Deadline, Start);
        misses.ForgetContention();
        return misses;
    }

    private static ThreadUsage After(int collections, long bytes, long processor, long preemptions, long faults) => new(
        Start.Collections + collections, Start.AllocatedBytes + bytes, Start.ProcessorNanoseconds + (1000 * processor),
        Start.Preemptions + preemptions, Start.MajorFaults + faults);
}
