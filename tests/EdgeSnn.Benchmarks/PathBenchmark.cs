using System.Diagnostics;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Benchmarks;

/// <summary>
/// Measures the path from samples to decision: once whole, through <see cref="Pipeline{TSample}"/> and tick by tick, then each
/// stage alone on the same data. Whole, encode and decode are CPU time of the process; deliver and update lie too close
/// together for that and are taken from timestamps, whose own cost (about 20 ns) is in them.
/// </summary>
public sealed class PathBenchmark
{
    // The just-in-time compiler replaces a method in the background some 100 ms after its 30th call, more than once.
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(1.5);

    private readonly NetworkModel _model;
    private readonly short[] _samples;
    private readonly int _samplesPerTick;
    private readonly int _ticks;

    private PathBenchmark(NetworkModel model, short[] samples, int rate, int seconds)
    {
        _model = model;
        _samples = samples;
        _samplesPerTick = Sensors.Catalog.CreateAudioEncoder(model.Encoder).SamplesPerTick;
        _ticks = Ticks(rate, seconds);
        Seconds = (double)_ticks * _samplesPerTick / rate;
    }

    private double Seconds { get; }

    public static PathResult Run(NetworkModel model, short[] samples, int rate, int seconds) =>
        new PathBenchmark(model, samples, rate, seconds).Run();

    private PathResult Run()
    {
        var network = new Network(_model);
        var (ticks, bytes, whole) = MeasureWhole(network);
        var counters = network.Counters;
        var encoded = new SpikeList[_samples.Length / _samplesPerTick];
        var encode = MeasureEncode(encoded);
        var (deliver, update) = MeasureStages(encoded);
        Array.Sort(ticks);
        return new PathResult
        {
            Network = _model.Name,
            AudioSeconds = Seconds,
            WholeCpuMillisecondsPerSecond = whole.TotalMilliseconds / Seconds,
            EncodeCpuMillisecondsPerSecond = encode.TotalMilliseconds / Seconds,
            DeliverMillisecondsPerSecond = deliver.TotalMilliseconds / Seconds,
            UpdateMillisecondsPerSecond = update.TotalMilliseconds / Seconds,
            DecodeCpuMillisecondsPerSecond = MeasureDecode(network).TotalMilliseconds / Seconds,
            TickMicrosecondsP50 = Microseconds(ticks[ticks.Length / 2]),
            TickMicrosecondsP99 = Microseconds(ticks[(int)(ticks.Length * 0.99)]),
            TickMicrosecondsMax = Microseconds(ticks[^1]),
            NanosecondsPerSynapticEvent = deliver.TotalNanoseconds / counters.TotalSynapticEvents,
            NanosecondsPerNeuronTick = update.TotalNanoseconds / counters.NeuronUpdates,
            SynapticEventsPerSecond = counters.TotalSynapticEvents / Seconds,
            SpikesPerSecond = Sum(counters.Spikes) / Seconds,
            BytesAllocated = bytes,
            NetworkBytes = Network.RequiredBytes(_model),
        };
    }

    private (long[] Ticks, long Bytes, TimeSpan Cpu) MeasureWhole(Network network)
    {
        var pipeline = new Pipeline<short>(
            Sensors.Catalog.CreateAudioEncoder(_model.Encoder), network, Runtime.Catalog.CreateDecoder(_model));
        var times = new long[_ticks];
        WarmUp(() => Drive(pipeline, times.AsSpan(0, int.Min(100, _ticks))));
        pipeline.Reset();
        GC.Collect();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var cpu = Environment.CpuUsage.TotalTime;
        Drive(pipeline, times);
        return (times, GC.GetAllocatedBytesForCurrentThread() - bytes, Environment.CpuUsage.TotalTime - cpu);
    }

    private void Drive(Pipeline<short> pipeline, Span<long> times)
    {
        for (var tick = 0; tick < times.Length; tick++)
        {
            var samples = TickSamples(tick);
            var before = Stopwatch.GetTimestamp();
            pipeline.Advance(samples, out _);
            times[tick] = Stopwatch.GetTimestamp() - before;
        }
    }

    private TimeSpan MeasureEncode(SpikeList[] encoded)
    {
        var encoder = Sensors.Catalog.CreateAudioEncoder(_model.Encoder);
        for (var tick = 0; tick < encoded.Length; tick++)
        {
            encoded[tick] = new SpikeList(encoder.ChannelCount);
            encoder.Encode(TickSamples(tick), encoded[tick], out _);
        }

        var spikes = new SpikeList(encoder.ChannelCount);
        WarmUp(() => encoder.Encode(TickSamples(0), spikes, out _));
        var cpu = Environment.CpuUsage.TotalTime;
        for (var tick = 0; tick < _ticks; tick++) encoder.Encode(TickSamples(tick), spikes, out _);
        return Environment.CpuUsage.TotalTime - cpu;
    }

    private (TimeSpan Deliver, TimeSpan Update) MeasureStages(SpikeList[] encoded)
    {
        var network = new Network(_model);
        long deliver = 0, update = 0;
        WarmUp(() => MeasureStages(network, encoded[0], ref deliver, ref update));
        deliver = update = 0;
        for (var tick = 0; tick < _ticks; tick++)
            MeasureStages(network, encoded[tick % encoded.Length], ref deliver, ref update);
        return (Stopwatch.GetElapsedTime(0, deliver), Stopwatch.GetElapsedTime(0, update));
    }

    internal static void MeasureStages(Network network, SpikeList input, ref long deliver, ref long update)
    {
        network.Begin(input.Neurons);
        for (var population = 1; population < network.Model.Populations.Length; population++)
        {
            var start = Stopwatch.GetTimestamp();
            network.Deliver(population);
            var delivered = Stopwatch.GetTimestamp();
            network.Update(population);
            deliver += delivered - start;
            update += Stopwatch.GetTimestamp() - delivered;
        }
    }

    // The decoder's work does not depend on the values, so the last tick's serve for all.
    private TimeSpan MeasureDecode(Network network)
    {
        var decoder = Runtime.Catalog.CreateDecoder(_model);
        var output = _model.Decoder.Population;
        WarmUp(() => decoder.Decode(0, network.Spikes(output), network.Potentials(output), out _));
        decoder.Reset();
        var cpu = Environment.CpuUsage.TotalTime;
        for (var tick = 0; tick < _ticks; tick++) decoder.Decode(tick, network.Spikes(output), network.Potentials(output), out _);
        return Environment.CpuUsage.TotalTime - cpu;
    }

    private static void WarmUp(Action step)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < _warmUp;) step();
    }

    private ReadOnlySpan<short> TickSamples(int tick)
    {
        var start = (int)((long)tick * _samplesPerTick % (_samples.Length / _samplesPerTick * _samplesPerTick));
        return _samples.AsSpan(start, _samplesPerTick);
    }

    private int Ticks(int rate, int seconds) => (int)((long)seconds * rate / _samplesPerTick);

    private static double Microseconds(long timestamps) => Stopwatch.GetElapsedTime(0, timestamps).TotalMicroseconds;

    private static long Sum(ReadOnlySpan<long> values)
    {
        var sum = 0L;
        foreach (var value in values) sum += value;
        return sum;
    }
}
