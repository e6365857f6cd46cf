using System.Diagnostics;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware;

/// <summary>
/// The network thread: samples in, decisions out, one tick at a time. After warm-up it allocates nothing, and it waits for
/// nothing but samples.
/// </summary>
internal sealed class NetworkLoop<TSample> where TSample : unmanaged
{
    private const int RehearsalChunk = 64;
    private const int RehearsalTicks = 128;

    private readonly ChunkRing<TSample> _samples;
    private readonly DecisionRing _decisions;
    private readonly Pipeline<TSample> _pipeline;
    private readonly Network _network;
    private readonly IDecoder _decoder;
    private readonly ActivityTap? _tap;
    private readonly int _populations;
    private readonly DeviceInput<TSample> _input;
    private readonly int _tickMicroseconds;
    private readonly long _deadlineNanoseconds;
    private long _tickTimestamps;
    private long _warmBytes;

    public NetworkLoop(
        NetworkModel model, DeviceInput<TSample> input, ChunkRing<TSample> samples, DecisionRing decisions, ActivityTap? tap)
    {
        _input = input;
        _samples = samples;
        _decisions = decisions;
        _tap = tap;
        _network = new Network(model);
        _decoder = Runtime.Catalog.CreateDecoder(model);
        _pipeline = new Pipeline<TSample>(input.Encoder, _network, _decoder);
        _populations = model.Populations.Length;
        _tickMicroseconds = model.TickMicroseconds;
        _deadlineNanoseconds = model.TickMicroseconds * 1000L;
        Rehearse();
    }

    /// <summary>Time each tick took.</summary>
    public TickTimes Times { get; } = new();

    /// <summary>Ticks that took longer than a tick lasts.</summary>
    public long LateTicks { get; private set; }

    /// <summary>Samples consumed [samples].</summary>
    public long Samples { get; private set; }

    /// <summary>Bytes this thread allocated after warm-up; 0 unless something is wrong.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>The network's own counters.</summary>
    public Counters Counters => _network.Counters;

    /// <summary>Runs until the stream is over and every chunk is consumed.</summary>
    public void Run()
    {
        var buffer = new TSample[_samples.ChunkCapacity];
        _samples.RehearseWait();
        while (_samples.Read(buffer, out var chunk))
            Advance(buffer.AsSpan(0, chunk.Count), chunk);
        if (Times.Count > DeviceReport.WarmUpTicks)
            AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - _warmBytes;
    }

    // The first ticks would be late: the code they run is not compiled yet. So it is run once before there is anything to
    // be late for, on samples that reach every stage, and forgotten.
    private void Rehearse()
    {
        var samples = new TSample[RehearsalChunk];
        var position = 0;
        for (var ticks = 0; ticks < RehearsalTicks;)
        {
            for (var index = 0; index < samples.Length; index++)
                samples[index] = _input.Rehearsal(position++);
            for (ReadOnlySpan<TSample> rest = samples; !rest.IsEmpty;)
            {
                rest = rest[_pipeline.Advance(rest, out var result)..];
                ticks += result.TickComplete ? 1 : 0;
            }
        }

        _pipeline.Reset();
    }

    private void Advance(ReadOnlySpan<TSample> samples, in Chunk chunk)
    {
        var position = chunk.FirstSample;
        while (!samples.IsEmpty)
        {
            var start = Stopwatch.GetTimestamp();
            var consumed = _pipeline.Advance(samples, out var result);
            _tickTimestamps += Stopwatch.GetTimestamp() - start;
            samples = samples[consumed..];
            position += consumed;
            Samples += consumed;
            if (result.TickComplete)
                Complete(result, position, chunk.ArrivalTimestamp);
        }
    }

    private void Complete(in TickResult result, long position, long arrivalTimestamp)
    {
        var nanoseconds = (long)(_tickTimestamps * (1e9 / Stopwatch.Frequency));
        _tickTimestamps = 0;
        Times.Record(nanoseconds);
        if (nanoseconds > _deadlineNanoseconds)
            LateTicks++;
        if (result.Fired)
            _decisions.Write(new PendingDecision(result.Decision, StreamMicroseconds(position), arrivalTimestamp));
        _tap?.Record(Times.Count - 1, _populations, _network, _decoder);
        if (Times.Count == DeviceReport.WarmUpTicks)
            _warmBytes = GC.GetAllocatedBytesForCurrentThread();
    }

    // Samples of a rate that were dropped have their place in the stream; ticks that follow the samples' own time are complete.
    private long StreamMicroseconds(long position) => _input.SamplesPerSecond > 0
        ? position * 1_000_000 / _input.SamplesPerSecond
        : Times.Count * _tickMicroseconds;
}
