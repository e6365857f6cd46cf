using System.Numerics;
using System.Runtime.ExceptionServices;

namespace EdgeSnn.Runtime.Threads;

/// <summary>
/// The threads that step one network: its caller's, and others that wait for it. A tick is one wave of shares after the other; the
/// caller calls a wave out, everybody takes shares of it until none is left, and the caller waits for those under way. A share
/// is run by one thread and nobody else touches what it writes before the wave is over, so the bits are those of one thread.
/// </summary>
/// <remarks>
/// Waiting is a short spin, then a sleep, on both sides, so an idle team costs nothing. What a late thread has not taken when the
/// caller is done with the rest, the caller takes too. Steps allocate nothing, on no thread.
/// </remarks>
internal sealed class Team : IDisposable
{
    /// <summary>The first calls are made whatever they are worth, so that a rehearsal meets all code.</summary>
    private const int RehearsedCalls = 8;

    /// <summary>One wave in so many that are worth sharing but not worth waking for wakes all the same: ticks may follow at once.</summary>
    private const int WakeOneIn = 64;

    private readonly Wave[] _waves;
    private readonly TeamThread[] _others;
    private readonly NetworkOptions _options;
    private readonly int _waveBits;
    private readonly AutoResetEvent _allDone = new(false);
    private TeamState _state;
    private Exception? _failure;
    private long _calls;
    private int _notWoken;
    private bool _isDisposed;

    /// <summary>Starts the other threads.</summary>
    /// <param name="waves">What a tick is made of.</param>
    /// <param name="threads">How many step, the caller's included.</param>
    /// <param name="options">What is worth sharing, and what prepares a thread.</param>
    /// <param name="createCounters">Makes the counters of one thread.</param>
    public Team(Wave[] waves, int threads, NetworkOptions options, Func<Counters> createCounters)
    {
        _waves = waves;
        _waveBits = BitOperations.Log2((uint)waves.Length) + 1;
        _options = options;
        _others = new TeamThread[threads - 1];
        for (var number = 1; number < threads; number++) _others[number - 1] = new TeamThread(this, number, createCounters());
        try
        {
            foreach (var thread in _others) thread.Start(options.ThreadStarted);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Threads that step, the caller's included.</summary>
    public int Threads => _others.Length + 1;

    /// <summary>What the threads watch.</summary>
    public ref TeamState State => ref _state;

    /// <summary>For tests: called on each thread before it looks for shares of a call; what it throws ends the program.</summary>
    public Action? BeforeTaking { get; set; }

    /// <summary>For tests: called before each shared share; what it throws counts as the share's.</summary>
    public Action? BeforeShare { get; set; }

    /// <summary>Allocated by the other threads until each last fell asleep; exact while all sleep [bytes].</summary>
    public long AllocatedBytes
    {
        get
        {
            var bytes = 0L;
            foreach (var thread in _others) bytes += thread.AllocatedBytes;
            return bytes;
        }
    }

    /// <summary>Other threads that live, for tests [threads].</summary>
    public int Living
    {
        get
        {
            var living = 0;
            foreach (var thread in _others) living += thread.IsAlive ? 1 : 0;
            return living;
        }
    }

    /// <summary>Runs all waves of a tick.</summary>
    /// <param name="counters">The network's.</param>
    public void Step(Counters counters)
    {
        for (var wave = 0; wave < _waves.Length; wave++)
        {
            if (IsWorthSharing(_waves[wave])) Call(wave, counters);
            else _waves[wave].Run(counters);
            _waves[wave].Join();
        }

        foreach (var thread in _others) counters.Take(thread.Counters);
    }

    /// <summary>Takes shares of a call's wave and runs them, as long as there are any.</summary>
    /// <param name="call">The call.</param>
    /// <param name="number">The running thread; 0 is the caller.</param>
    /// <param name="counters">Of the running thread.</param>
    public void RunShares(long call, int number, Counters counters)
    {
        var shares = _waves[(int)(call & ((1L << _waveBits) - 1))].Shares;
        BeforeTaking?.Invoke();
        // Each begins with shares of its own, the same in every tick, so that its caches keep them.
        var next = number * shares.Length / Threads;
        for (var looked = 0; looked < shares.Length; looked++)
        {
            var share = shares[next];
            next = next + 1 == shares.Length ? 0 : next + 1;
            if (share.TryTake(call)) Run(share, counters);
        }
    }

    /// <summary>Ends the other threads and waits until they have. May be called again.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        Interlocked.Exchange(ref _state.Call, TeamState.End);
        foreach (var thread in _others) thread.Wake();
        foreach (var thread in _others) thread.Dispose();
        _allDone.Dispose();
    }

    private bool IsWorthSharing(Wave wave)
    {
        if (wave.Shares.Length == 1) return false;
        if (_calls < RehearsedCalls) return true;
        var work = wave.Work;
        if (work < _options.LeastWorkToShare) return false;
        if (work < _options.LeastWorkToWake && Volatile.Read(ref _state.Sleeping) == _others.Length && ++_notWoken < WakeOneIn)
            return false;
        _notWoken = 0;
        return true;
    }

    private void Call(int wave, Counters counters)
    {
        _state.Left = _waves[wave].Shares.Length;
        var call = (++_calls << _waveBits) | (uint)wave;
        // A full fence: either a thread about to sleep sees the call, or its sleep is seen here.
        Interlocked.Exchange(ref _state.Call, call);
        if (Volatile.Read(ref _state.Sleeping) > 0)
            foreach (var thread in _others) thread.Wake();
        RunShares(call, 0, counters);
        AwaitAll();
        if (_failure is not null) ThrowFailure();
    }

    private void Run(Share share, Counters counters)
    {
        try
        {
            BeforeShare?.Invoke();
            share.Run(counters);
        }
#pragma warning disable CA1031 // Whatever it is comes out of the caller's step.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, error, null);
        }

        if (Interlocked.Decrement(ref _state.Left) == 0 && Volatile.Read(ref _state.CallerSleeps) != 0) _allDone.Set();
    }

    private void AwaitAll()
    {
        for (var look = 0; look < TeamThread.Looks; look++)
        {
            if (Volatile.Read(ref _state.Left) == 0) return;
            TeamThread.Pause();
        }

        Interlocked.Exchange(ref _state.CallerSleeps, 1);
        while (Volatile.Read(ref _state.Left) != 0) _allDone.WaitOne();
        Volatile.Write(ref _state.CallerSleeps, 0);
    }

    private void ThrowFailure() => ExceptionDispatchInfo.Throw(Interlocked.Exchange(ref _failure, null)!);
}
