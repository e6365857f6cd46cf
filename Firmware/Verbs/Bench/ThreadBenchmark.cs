using System.Diagnostics;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Firmware.Verbs.Bench;

/// <summary>Steps a network on one thread and on several in turn, round by round, so that a busy machine disturbs both alike.</summary>
internal static class ThreadBenchmark
{
    /// <summary>Measures.</summary>
    /// <param name="model">The network.</param>
    /// <param name="options">The threads.</param>
    /// <param name="input">Spikes per tick, the same in every round.</param>
    /// <param name="rounds">Rounds after one that warms up.</param>
    /// <param name="pause">Between two ticks, as a stream has it; none for ticks one after the other.</param>
    /// <param name="stop">Ends it early.</param>
    public static ThreadGain Run(
        NetworkModel model, NetworkOptions options, SpikeList[] input, int rounds, TimeSpan pause = default, CancellationToken stop = default)
    {
        using var several = new Network(model, options);
        if (several.Threads == 1) return new ThreadGain { Threads = options.Threads, Used = 1, Gain = 1 };
        using var one = new Network(model);
        var (timesOfOne, times) = (new long[rounds * input.Length], new long[rounds * input.Length]);
        var (cpuOfOne, cpu) = (0.0, 0.0);
        for (var round = -1; round < rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            var start = Math.Max(0, round) * input.Length;
            var secondsOfOne = Drive(one, input, timesOfOne.AsSpan(start, input.Length), pause);
            var seconds = Drive(several, input, times.AsSpan(start, input.Length), pause);
            if (round >= 0) (cpuOfOne, cpu) = (cpuOfOne + secondsOfOne, cpu + seconds);
        }

        Array.Sort(timesOfOne);
        Array.Sort(times);
        var ticks = times.Length;
        return new ThreadGain
        {
            Threads = options.Threads,
            Used = several.Threads,
            MicrosecondsP50OnOne = At(timesOfOne, 0.5), MicrosecondsP50 = At(times, 0.5),
            MicrosecondsP99OnOne = At(timesOfOne, 0.99), MicrosecondsP99 = At(times, 0.99),
            CpuMicrosecondsOnOne = cpuOfOne * 1e6 / ticks, CpuMicroseconds = cpu * 1e6 / ticks,
            Gain = At(timesOfOne, 0.5) / At(times, 0.5),
        };
    }

    // Processor time of the process, for the other threads' counts too [seconds].
    private static double Drive(Network network, SpikeList[] input, Span<long> times, TimeSpan pause)
    {
        network.Reset();
        var before = Environment.CpuUsage.TotalTime;
        for (var tick = 0; tick < input.Length; tick++)
        {
            var start = Stopwatch.GetTimestamp();
            network.Step(input[tick]);
            var end = Stopwatch.GetTimestamp();
            times[tick] = end - start;
            while (pause > TimeSpan.Zero && Stopwatch.GetElapsedTime(end) < pause)
                Thread.SpinWait(1);
        }

        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static double At(long[] sorted, double share) =>
        sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))] * (1e6 / Stopwatch.Frequency);
}
