#pragma warning disable RS0030 // The one file of Runtime that has threads; see docs/decisions/0009-more-cores.md.
using System.Runtime.ExceptionServices;

namespace EdgeSnn.Runtime.Threads;

/// <summary>One of a team's other threads: waits for a call, takes shares of its wave, and waits again.</summary>
internal sealed class TeamThread : IDisposable
{
    /// <summary>Looks for what is waited for before the thread sleeps; some 70 us together, as may lie between two ticks run at once.</summary>
    public const int Looks = 1024;

    private readonly Team _team;
    private readonly int _number;
    private readonly Thread _thread;
    private readonly AutoResetEvent _call = new(false);
    private readonly ManualResetEventSlim _hasStarted = new();
    private Action<int>? _prepare;
    private Exception? _failure;
    private int _sleeps;

    /// <summary>Makes a thread that does not run yet.</summary>
    /// <param name="team">Its team.</param>
    /// <param name="number">Its number in the team, from 1.</param>
    /// <param name="counters">What it counts in a tick.</param>
    public TeamThread(Team team, int number, Counters counters)
    {
        (_team, _number, Counters) = (team, number, counters);
        _thread = new Thread(Run) { IsBackground = true, Name = $"network {number}" };
    }

    /// <summary>What the thread counted in this tick.</summary>
    public Counters Counters { get; }

    /// <summary>Allocated by the thread until it last fell asleep [bytes].</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>True from the start to the end.</summary>
    public bool IsAlive => _thread.IsAlive;

    /// <summary>One look's pause, which leaves the processor's other thread to others.</summary>
    public static void Pause() => Thread.SpinWait(1);

    /// <summary>Starts the thread, and waits until it is ready.</summary>
    /// <param name="prepare">Called on the thread with its number; what it throws is thrown here.</param>
    public void Start(Action<int>? prepare)
    {
        _prepare = prepare;
        _thread.Start();
        _hasStarted.Wait();
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
    }

    /// <summary>Called by the team's caller after a call: wakes the thread if it sleeps.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _sleeps) == 0 || Interlocked.Exchange(ref _sleeps, 0) == 0) return;
        Interlocked.Decrement(ref _team.State.Sleeping);
        _call.Set();
    }

    /// <summary>Waits for the end of the thread, which the team has called out.</summary>
    public void Dispose()
    {
        if ((_thread.ThreadState & ThreadState.Unstarted) == 0) _thread.Join();
        _call.Dispose();
        _hasStarted.Dispose();
    }

    private void Run()
    {
        try
        {
            _prepare?.Invoke(_number);
        }
#pragma warning disable CA1031 // Whatever it is comes out of the network's constructor.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _failure = error;
        }

        _hasStarted.Set();
        for (var call = Await(0); call != TeamState.End; call = Await(call)) _team.RunShares(call, _number, Counters);
    }

    private long Await(long last)
    {
        ref var state = ref _team.State;
        for (var look = 0; look < Looks; look++)
        {
            var call = Volatile.Read(ref state.Call);
            if (call != last) return call;
            Pause();
        }

        AllocatedBytes = GC.GetAllocatedBytesForCurrentThread();
        while (true)
        {
            Interlocked.Increment(ref state.Sleeping);
            // A full fence: either this thread sees a call, or its caller sees this thread asleep.
            Interlocked.Exchange(ref _sleeps, 1);
            if (Volatile.Read(ref state.Call) == last) _call.WaitOne();
            if (Interlocked.Exchange(ref _sleeps, 0) != 0) Interlocked.Decrement(ref state.Sleeping);
            var call = Volatile.Read(ref state.Call);
            if (call != last) return call;
        }
    }
}
