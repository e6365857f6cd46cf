using System.Diagnostics;
using EdgeSnn.Firmware.Verbs.Bench;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Benchmarks.Jobs;

/// <summary>Runs a job through the public API, <see cref="Network.Step"/> tick by tick: first checked against its gold, then timed.</summary>
public static class JobBenchmark
{
    /// <summary>Runs a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="rounds">Timed rounds after one to warm up; the median counts.</param>
    /// <param name="silent">True to leave the input out: what silence costs. Nothing is checked then.</param>
    /// <param name="threads">More than 1 to check the gold on so many threads too, and to compare them with one.</param>
    public static JobResult Run(BenchmarkJob job, int rounds, bool silent = false, int threads = 1)
    {
        using var network = new Network(job.Model);
        var input = silent ? [.. job.Input.Select(_ => new SpikeList(0))] : job.Input;
        var differing = silent ? 0 : CountDiffering(job, network);
        var gain = threads == 1 ? null : CompareThreads(job, rounds, threads, ref differing);
        Drive(network, input);
        var bytes = 0L;
        var cpu = Time(network, input, rounds, ref bytes);
        var ticks = TimeTicks(network, input);
        var deliver = DeliverShare(network, input);
        return new JobResult
        {
            Threads = gain,
            Job = silent ? $"{job.Name} silent" : job.Name,
            Gold = silent ? "not checked: no input" : differing == 0 ? JobResult.GoldEqual : $"{differing} spikes differ",
            DifferingSpikes = differing,
            Spikes = [.. network.Counters.Spikes],
            CpuSeconds = cpu,
            NanosecondsPerSynapticEvent = cpu * 1e9 * deliver / long.Max(network.Counters.TotalSynapticEvents, 1),
            NanosecondsPerNeuronTick = cpu * 1e9 * (1 - deliver) / long.Max(NeuronTicks(job), 1),
            TickMicrosecondsP50 = Microseconds(ticks[ticks.Length / 2]),
            TickMicrosecondsP99 = Microseconds(ticks[(int)(ticks.Length * 0.99)]),
            TickMicrosecondsMax = Microseconds(ticks[^1]),
            SynapticEvents = network.Counters.TotalSynapticEvents,
            BytesAllocated = bytes,
            NetworkBytes = Network.RequiredBytes(job.Model),
            PeakBytes = Process.GetCurrentProcess().PeakWorkingSet64,
        };
    }

    private static ThreadGain CompareThreads(BenchmarkJob job, int rounds, int threads, ref long differing)
    {
        var options = new NetworkOptions { Threads = threads };
        using (var network = new Network(job.Model, options)) differing += CountDiffering(job, network);
        return ThreadBenchmark.Run(job.Model, options, job.Input, rounds);
    }

    /// <summary>Times an input so many times from the state of rest.</summary>
    /// <param name="network">Steps; has been through the input before.</param>
    /// <param name="input">Spikes per tick.</param>
    /// <param name="rounds">How many times.</param>
    /// <param name="bytes">Is added what the rounds allocate [bytes].</param>
    /// <returns>Median processor time of the process [seconds].</returns>
    public static double Time(Network network, SpikeList[] input, int rounds, ref long bytes)
    {
        var cpu = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            network.Reset();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Environment.CpuUsage.TotalTime;
            Drive(network, input);
            cpu[round] = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Array.Sort(cpu);
        return cpu[rounds / 2];
    }

    /// <summary>Steps through an input.</summary>
    public static void Drive(Network network, SpikeList[] input)
    {
        foreach (var tick in input) network.Step(tick);
    }

    /// <summary>Spikes that the gold has and the network has not, or the other way round.</summary>
    public static long CountDiffering(BenchmarkJob job, Network network)
    {
        var differing = 0L;
        for (var tick = 0; tick < job.Input.Length; tick++)
        {
            network.Step(job.Input[tick]);
            for (var population = 1; population < job.PopulationCount; population++)
            {
                var found = network.Spikes(population).Neurons;
                var expected = job.Gold.GetValueOrDefault((tick, population), []);
                if (!found.SequenceEqual(expected)) differing += expected.Except(found.ToArray()).Count() + found.ToArray().Except(expected).Count();
            }
        }

        return differing;
    }

    private static long[] TimeTicks(Network network, SpikeList[] input)
    {
        network.Reset();
        var times = new long[input.Length];
        for (var tick = 0; tick < input.Length; tick++)
        {
            var start = Stopwatch.GetTimestamp();
            network.Step(input[tick]);
            times[tick] = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(times);
        return times;
    }

    // What delivering has of the time. Ticks in which others interrupted this one are among the slowest hundredth, left out.
    private static double DeliverShare(Network network, SpikeList[] input)
    {
        network.Reset();
        var (deliver, update) = (new long[input.Length], new long[input.Length]);
        for (var tick = 0; tick < input.Length; tick++)
            MeasureStages(network, input[tick], ref deliver[tick], ref update[tick]);
        var delivering = TrimmedSum(deliver);
        return delivering / double.Max(delivering + TrimmedSum(update), 1);
    }

    private static void MeasureStages(Network network, SpikeList input, ref long deliver, ref long update)
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

    private static double TrimmedSum(long[] times)
    {
        Array.Sort(times);
        return times.Take(times.Length - (times.Length / 100)).Sum(time => (double)time);
    }

    // Neurons of the job by its ticks: what a network that skips neurons at rest is measured by too.
    private static long NeuronTicks(BenchmarkJob job) =>
        job.Input.Length * job.Model.Populations.Skip(1).Sum(population => (long)population.Size);

    private static double Microseconds(long timestamps) => Stopwatch.GetElapsedTime(0, timestamps).TotalMicroseconds;
}
