using System.Diagnostics;
using EdgeSnn.Runtime;

namespace EdgeSnn.Benchmarks.Jobs;

/// <summary>Runs a job through the public API, <see cref="Network.Step"/> tick by tick: first checked against its gold, then timed.</summary>
public static class JobBenchmark
{
    /// <summary>Runs a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="rounds">Timed rounds after one to warm up; the median counts.</param>
    /// <param name="silent">True to leave the input out: what silence costs. Nothing is checked then.</param>
    public static JobResult Run(BenchmarkJob job, int rounds, bool silent = false)
    {
        var network = new Network(job.Model);
        var input = silent ? [.. job.Input.Select(_ => new Runtime.Spikes.SpikeList(0))] : job.Input;
        var differing = silent ? 0 : CountDiffering(job, network);
        Drive(network, input);
        var cpu = new double[rounds];
        var bytes = 0L;
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
        var ticks = TimeTicks(network, input);
        var (deliver, update) = TimeStages(network, input);
        return new JobResult
        {
            Job = silent ? $"{job.Name} silent" : job.Name,
            DifferingSpikes = differing,
            Spikes = [.. network.Counters.Spikes],
            CpuSeconds = cpu[rounds / 2],
            NanosecondsPerSynapticEvent = deliver.TotalNanoseconds / long.Max(network.Counters.TotalSynapticEvents, 1),
            NanosecondsPerNeuronTick = update.TotalNanoseconds / network.Counters.NeuronUpdates,
            TickMicrosecondsP50 = Microseconds(ticks[ticks.Length / 2]),
            TickMicrosecondsP99 = Microseconds(ticks[(int)(ticks.Length * 0.99)]),
            TickMicrosecondsMax = Microseconds(ticks[^1]),
            SynapticEvents = network.Counters.TotalSynapticEvents,
            BytesAllocated = bytes,
            NetworkBytes = Network.RequiredBytes(job.Model),
            PeakBytes = Environment.WorkingSet,
        };
    }

    /// <summary>Steps through an input.</summary>
    public static void Drive(Network network, Runtime.Spikes.SpikeList[] input)
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

    private static long[] TimeTicks(Network network, Runtime.Spikes.SpikeList[] input)
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

    private static (TimeSpan Deliver, TimeSpan Update) TimeStages(Network network, Runtime.Spikes.SpikeList[] input)
    {
        network.Reset();
        long deliver = 0, update = 0;
        foreach (var tick in input) PathBenchmark.MeasureStages(network, tick, ref deliver, ref update);
        return (Stopwatch.GetElapsedTime(0, deliver), Stopwatch.GetElapsedTime(0, update));
    }

    private static double Microseconds(long timestamps) => Stopwatch.GetElapsedTime(0, timestamps).TotalMicroseconds;
}
