using System.Diagnostics;
using EdgeSnn.Firmware.RealTime;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware;

/// <summary>
/// The network thread: samples in, decisions out, one tick at a time. After warm-up it allocates nothing, and it waits for
/// nothing but samples. A new network or new thresholds are taken between two ticks.
/// </summary>
internal sealed class NetworkLoop<TSample> : IDisposable where TSample : unmanaged
{
    private const long NoThresholds = -1;

    private readonly ChunkRing<TSample> _samples;
    private readonly OutputHub _outputs;
    private readonly DeviceInput<TSample> _input;
    private readonly DeviceOptions _options;
    private readonly TimeProvider _time;
    private readonly double _nanosecondsPerTimestamp;
    private NetworkStage<TSample> _stage;
    private NetworkStage<TSample>? _next;
    private NetworkStage<TSample>? _replaced;
    private long _nextThresholds = NoThresholds;
    private long _tickNanoseconds;
    private long _catchUpNanoseconds;
    private long _tickTimestamps;
    private long _warmBytes;
    private long _beat;
    private long _sequence;
    private bool _isBetweenTicks = true;
    private volatile bool _isAbandoned;

    public NetworkLoop(
        NetworkStage<TSample> stage, DeviceInput<TSample> input, ChunkRing<TSample> samples, OutputHub outputs, DeviceOptions options)
    {
        _input = input;
        _samples = samples;
        _outputs = outputs;
        _options = options;
        _time = options.Time;
        _nanosecondsPerTimestamp = 1e9 / _time.TimestampFrequency;
        _stage = stage;
        Decisions = new long[stage.Model.Labels.Length];
        SetTick();
    }

    /// <summary>Time each tick took.</summary>
    public TickTimes Times { get; } = new();

    /// <summary>How late each tick began, where something sets a pace.</summary>
    public TickTimes Lateness { get; } = new();

    /// <summary>Ticks that ended after the next one was due.</summary>
    public DeadlineMisses Misses { get; } = new();

    /// <summary>Ticks that took longer than a tick lasts.</summary>
    public long LateTicks { get; private set; }

    /// <summary>Samples consumed [samples].</summary>
    public long Samples { get; private set; }

    /// <summary>Samples that were too old when their turn came [samples].</summary>
    public long DroppedSamples { get; private set; }

    /// <summary>Decisions by class.</summary>
    public long[] Decisions { get; }

    /// <summary>Networks taken over while running.</summary>
    public long Swaps { get; private set; }

    /// <summary>Bytes this thread allocated after warm-up; 0 unless something is wrong.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>A number that changes as long as the thread goes round, with or without samples. Any thread.</summary>
    public long Beat => Volatile.Read(ref _beat);

    /// <summary>The network at work. Any thread.</summary>
    public NetworkStage<TSample> Stage => Volatile.Read(ref _stage);

    /// <summary>What networks before this one counted.</summary>
    public PastCounters Past { get; private set; }

    /// <summary>Any thread: another network from the next tick on. It hears the same samples and has the same labels.</summary>
    public void Take(NetworkStage<TSample> stage)
    {
        Interlocked.Exchange(ref _next, stage)?.Dispose();
        EndReplaced();
    }

    /// <summary>Any thread but the network's: ends the threads of networks that were replaced, which takes a moment.</summary>
    public void EndReplaced()
    {
        for (var stage = Interlocked.Exchange(ref _replaced, null); stage is not null; stage = stage.Older)
            stage.Dispose();
    }

    /// <summary>Ends the threads of all networks, once the network thread has ended.</summary>
    public void Dispose()
    {
        EndReplaced();
        _next?.Dispose();
        _stage.Dispose();
    }

    /// <summary>Any thread: other thresholds from the next tick on.</summary>
    public void TakeThresholds(int trigger, int rearm)
        => Interlocked.Exchange(ref _nextThresholds, ((long)trigger << 32) | (uint)rearm);

    /// <summary>Any thread: leave what was read.</summary>
    public void Abandon() => _isAbandoned = true;

    /// <summary>Runs until the stream is over and every chunk is consumed.</summary>
    /// <param name="onReady">Called once the first tick would find nothing to be compiled.</param>
    public void Run(Action onReady)
    {
        var buffer = new TSample[_samples.ChunkCapacity];
        _samples.RehearseWait();
        Misses.Begin();
        onReady();
        while (!_isAbandoned && !_samples.IsOver)
        {
            Volatile.Write(ref _beat, _beat + 1);
            if (_isBetweenTicks)
                TakeWhatIsNew();
            if (_samples.TryRead(buffer, out var chunk) && !IsTooOld(chunk))
                Advance(buffer.AsSpan(0, chunk.Count), chunk);
        }

        if (Times.Count > DeviceReport.WarmUpTicks)
            AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - _warmBytes;
    }

    // Real time only: what would be decided too late to matter is dropped, so that the network is soon in time again.
    private bool IsTooOld(in Chunk chunk)
    {
        if (!_options.IsRealTime || chunk.DueTimestamp == 0 || NanosecondsSince(chunk.DueTimestamp) <= _catchUpNanoseconds)
            return false;
        DroppedSamples += chunk.Count;
        return true;
    }

    private void Advance(ReadOnlySpan<TSample> samples, in Chunk chunk)
    {
        var position = chunk.FirstSample;
        while (!samples.IsEmpty)
        {
            var start = Stopwatch.GetTimestamp();
            var lateness = chunk.DueTimestamp == 0 ? 0 : NanosecondsSince(chunk.DueTimestamp);
            var consumed = _stage.Pipeline.Advance(samples, out var result);
            _tickTimestamps += Stopwatch.GetTimestamp() - start;
            samples = samples[consumed..];
            position += consumed;
            Samples += consumed;
            _isBetweenTicks = result.TickComplete;
            if (!result.TickComplete)
                continue;
            if (chunk.DueTimestamp != 0)
                Lateness.Record(Math.Max(0, lateness));
            Complete(result, position, chunk);
            TakeWhatIsNew();
        }
    }

    private void Complete(in TickResult result, long position, in Chunk chunk)
    {
        var nanoseconds = (long)(_tickTimestamps * (1e9 / Stopwatch.Frequency));
        _tickTimestamps = 0;
        Times.Record(nanoseconds);
        if (nanoseconds > _tickNanoseconds)
            LateTicks++;
        Misses.EndTick(chunk.DueTimestamp == 0 ? 0 : NanosecondsSince(chunk.DueTimestamp), _tickNanoseconds);
        if (result.Fired)
            Emit(result, position, chunk.ArrivalTimestamp);
        _options.Tap?.Record(Times.Count - 1, _stage.Model.Populations.Length, _stage.Network, _stage.Decoder);
        if (Times.Count == DeviceReport.WarmUpTicks)
            _warmBytes = GC.GetAllocatedBytesForCurrentThread();
    }

    // Ticks and decisions are counted over all networks of the run, as a receiver of messages does.
    private void Emit(in TickResult result, long position, long arrivalTimestamp)
    {
        var decision = result.Decision with { Tick = Times.Count - 1, Sequence = _sequence++ };
        Decisions[decision.Class]++;
        _outputs.Write(new PendingDecision(decision, StreamMicroseconds(position), arrivalTimestamp));
    }

    private void TakeWhatIsNew()
    {
        if (Volatile.Read(ref _next) is not null)
        {
            var counters = _stage.Network.Counters;
            Past = Past.Plus(counters);
            var replaced = _stage;
            Volatile.Write(ref _stage, Interlocked.Exchange(ref _next, null)!);
            do replaced.Older = Volatile.Read(ref _replaced);
            while (Interlocked.CompareExchange(ref _replaced, replaced, replaced.Older) != replaced.Older);
            SetTick();
            Swaps++;
        }

        if (Volatile.Read(ref _nextThresholds) != NoThresholds)
        {
            var thresholds = Interlocked.Exchange(ref _nextThresholds, NoThresholds);
            _stage.Decoder.SetThresholds((int)(thresholds >> 32), (int)thresholds);
        }
    }

    private void SetTick()
    {
        _tickNanoseconds = _stage.Model.TickMicroseconds * 1000L;
        _catchUpNanoseconds = _options.CatchUpTicks is { } ticks ? ticks * _tickNanoseconds : DeviceOptions.UsualCatchUpNanoseconds;
    }

    private long NanosecondsSince(long timestamp) => (long)((_time.GetTimestamp() - timestamp) * _nanosecondsPerTimestamp);

    // Samples of a rate that were dropped have their place in the stream; ticks that follow the samples' own time are complete.
    private long StreamMicroseconds(long position) => _input.SamplesPerSecond > 0
        ? position * 1_000_000 / _input.SamplesPerSecond
        : Times.Count * _stage.Model.TickMicroseconds;
}
