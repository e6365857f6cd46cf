using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeSnn.Firmware.Evaluation;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Firmware.Verbs.Bench;

/// <summary>
/// Measures the path from samples to decision three times over the same input: whole for its processor time, tick by tick for
/// the times of a tick, and stage by stage. Used by one thread, but for <see cref="Done"/>.
/// </summary>
internal sealed class StageBenchmark<TSample> where TSample : unmanaged
{
    private const int Passes = 4;
    private const int TicksBetweenLooks = 256;
    private const int MostComparedTicks = 2000;
    private const int ComparedRounds = 6;

    private static readonly string[] Names = ["encoder", "deliver", "update", "decoder"];

    private readonly NetworkModel _model;
    private readonly BenchStimulus<TSample> _stimulus;
    private readonly CancellationToken _stop;
    private readonly double _inputSeconds;
    private readonly int _ticks, _threads;
    private long _done;

    /// <summary>Prepares a measurement.</summary>
    /// <param name="model">The network.</param>
    /// <param name="stimulus">Its input, repeated as often as needed.</param>
    /// <param name="amount">How much of it [seconds], rounded up to whole ticks, and how many threads to compare with one.</param>
    /// <param name="stop">Ends it early.</param>
    public StageBenchmark(NetworkModel model, BenchStimulus<TSample> stimulus, (double Seconds, int Threads) amount, CancellationToken stop)
    {
        (_model, _stimulus, _stop) = (model, stimulus, stop);
        _threads = amount.Threads;
        _ticks = (int)Math.Max(1, Math.Ceiling(amount.Seconds * 1e6 / model.TickMicroseconds));
        _inputSeconds = _ticks * (model.TickMicroseconds * 1e-6);
    }

    /// <summary>How much is done, 0 .. 1; any thread.</summary>
    public double Done => (double)Interlocked.Read(ref _done) / ((long)Passes * _ticks);

    /// <summary>Measures.</summary>
    /// <exception cref="BadFileException">The input holds no whole tick.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public BenchReport Run()
    {
        using var network = new Network(_model);
        var decoder = Runtime.Catalog.CreateDecoder(_model);
        var pipeline = new Pipeline<TSample>(_stimulus.CreateEncoder(), network, decoder);
        var times = new long[_ticks];
        // The first pass is for the compiler and the caches.
        Drive(pipeline, times);
        var start = ThreadClock.Now();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        Drive(pipeline, []);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        var cpu = (ThreadClock.Now() - start) / 1e6 / _inputSeconds;
        var counters = network.Counters;
        var (spikes, events, updates) = (Sum(counters.Spikes), counters.TotalSynapticEvents, counters.NeuronUpdates);
        var sinceReset = Math.Max(1, counters.Ticks);
        Drive(pipeline, times);
        return Report(network, cpu, times, bytes, (
            spikes / (double)sinceReset, events / (double)sinceReset, updates / (double)sinceReset));
    }

    private BenchReport Report(
        Network network, double cpu, long[] times, long bytes, (double Spikes, double Events, double Updates) perTick)
    {
        var stages = MeasureStages(network, cpu);
        var perSecond = 1e6 / _model.TickMicroseconds;
        return new BenchReport
        {
            Network = _model.Name,
            Processor = ProcessorName.Read(),
            Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
            VectorBits = Simd.VectorBits,
            Runtime = RuntimeInformation.FrameworkDescription + (RuntimeFeature.IsDynamicCodeSupported ? "" : " native"),
            Input = _stimulus.Description,
            InputSeconds = _inputSeconds,
            TickMicroseconds = _model.TickMicroseconds,
            Ticks = _ticks,
            Stages = stages,
            Whole = Cost("whole", times, cpu),
            Clock = ThreadClock.Name,
            RealTimeHeadroom = 1000 / cpu,
            SpikesPerSecond = perTick.Spikes * perSecond,
            SynapticEventsPerSecond = perTick.Events * perSecond,
            NanosecondsPerSynapticEvent = stages[1].CpuMillisecondsPerSecond * 1e6 / Math.Max(1, perTick.Events * perSecond),
            NanosecondsPerNeuronTick = stages[2].CpuMillisecondsPerSecond * 1e6 / Math.Max(1, perTick.Updates * perSecond),
            Threads = CompareThreads(),
            BytesAllocated = bytes,
            NetworkBytes = Network.RequiredBytes(_model),
            ProcessBytes = Process.GetCurrentProcess().PeakWorkingSet64,
        };
    }

    // The encoder's spikes are taken down first, so that all rounds step over the same.
    private ThreadGain? CompareThreads()
    {
        if (_threads == 1) return null;
        var encoder = _stimulus.CreateEncoder();
        var spikes = new SpikeList(encoder.MostSpikesPerTick);
        var input = new List<SpikeList>();
        for (ReadOnlySpan<TSample> rest = _stimulus.Samples; !rest.IsEmpty && input.Count < Math.Min(_ticks, MostComparedTicks);)
        {
            rest = rest[encoder.Encode(rest, spikes, out var complete)..];
            if (!complete)
                continue;
            var tick = new SpikeList(spikes.Count);
            foreach (var neuron in spikes.Neurons)
                tick.Add(neuron);
            input.Add(tick);
        }

        return ThreadBenchmark.Run(_model, new NetworkOptions { Threads = _threads }, [.. input], ComparedRounds, stop: _stop);
    }

    // Without times to fill, no clock is read between ticks.
    private void Drive(Pipeline<TSample> pipeline, long[] times)
    {
        var tick = 0;
        while (tick < _ticks)
        {
            var before = tick;
            pipeline.Reset();
            long elapsed = 0;
            for (ReadOnlySpan<TSample> rest = _stimulus.Samples; !rest.IsEmpty && tick < _ticks;)
            {
                var start = times.Length > 0 ? Stopwatch.GetTimestamp() : 0;
                rest = rest[pipeline.Advance(rest, out var result)..];
                if (times.Length > 0)
                    elapsed += Stopwatch.GetTimestamp() - start;
                if (!result.TickComplete)
                    continue;
                if (times.Length > 0)
                    times[tick] = elapsed;
                elapsed = 0;
                Look(++tick);
            }

            CheckProgress(before, tick);
        }
    }

    // A stage's share of the whole is its share of the times, leaving out its slowest hundredth, in which others interrupted it.
    private StageCost[] MeasureStages(Network network, double cpu)
    {
        var times = new long[Names.Length][];
        for (var stage = 0; stage < times.Length; stage++)
            times[stage] = new long[_ticks];
        var decoder = Runtime.Catalog.CreateDecoder(_model);
        DriveStages(network, decoder, times);
        var means = times.Select(TrimmedMean).ToArray();
        var sum = Math.Max(1, means.Sum());
        return [.. Names.Select((name, stage) => Cost(name, times[stage], cpu * means[stage] / sum))];
    }

    private void DriveStages(Network network, Runtime.Contracts.IDecoder decoder, long[][] times)
    {
        var encoder = _stimulus.CreateEncoder();
        var spikes = new SpikeList(encoder.MostSpikesPerTick);
        for (var tick = 0; tick < _ticks;)
        {
            encoder.Reset();
            network.Reset();
            decoder.Reset();
            long encoding = 0;
            var sinceReset = 0L;
            for (ReadOnlySpan<TSample> rest = _stimulus.Samples; !rest.IsEmpty && tick < _ticks;)
            {
                var start = Stopwatch.GetTimestamp();
                rest = rest[encoder.Encode(rest, spikes, out var complete)..];
                encoding += Stopwatch.GetTimestamp() - start;
                if (!complete)
                    continue;
                times[0][tick] = encoding;
                encoding = 0;
                Step(network, spikes, ref times[1][tick], ref times[2][tick]);
                start = Stopwatch.GetTimestamp();
                var output = _model.Decoder.Population;
                decoder.Decode(sinceReset++, network.Spikes(output), network.Potentials(output), out _);
                times[3][tick] = Stopwatch.GetTimestamp() - start;
                Look(++tick);
            }
        }
    }

    // As Network.Step does it, with the clock between.
    private static void Step(Network network, SpikeList input, ref long deliver, ref long update)
    {
        var start = Stopwatch.GetTimestamp();
        network.Begin(input.Neurons);
        for (var population = 1; population < network.Model.Populations.Length; population++)
        {
            network.Deliver(population);
            var delivered = Stopwatch.GetTimestamp();
            network.Update(population);
            var updated = Stopwatch.GetTimestamp();
            deliver += delivered - start;
            update += updated - delivered;
            start = updated;
        }
    }

    private void Look(int tick)
    {
        Interlocked.Increment(ref _done);
        if (tick % TicksBetweenLooks == 0)
            _stop.ThrowIfCancellationRequested();
    }

    private void CheckProgress(int before, int tick)
    {
        if (tick == before)
            throw new BadFileException($"{_stimulus.Description}: too short, holds no whole tick of {_model.TickMicroseconds} us");
    }

    private static StageCost Cost(string name, long[] times, double cpu)
    {
        Array.Sort(times);
        return new StageCost(name, At(0.5), At(0.99), Microseconds(times[^1]), cpu);

        double At(double share) => Microseconds(times[Math.Min(times.Length - 1, (int)(times.Length * share))]);
    }

    private static double TrimmedMean(long[] times)
    {
        Array.Sort(times);
        var kept = Math.Max(1, times.Length - (times.Length / 100));
        return times.Take(kept).Average(time => (double)time);
    }

    private static double Microseconds(long timestamps) => timestamps * (1e6 / Stopwatch.Frequency);

    private static long Sum(ReadOnlySpan<long> values)
    {
        var sum = 0L;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
