using EdgeSnn.Benchmarks.Jobs;
using EdgeSnn.Benchmarks.Results;
using EdgeSnn.Runtime;

namespace EdgeSnn.Benchmarks.Limit;

/// <summary>Rounds of C and ours, one after the other, on a job.</summary>
internal sealed class LimitPairs : IDisposable
{
    private const int TimesPerRound = 9;

    private readonly LimitPrograms _programs;
    private readonly BenchmarkJob _job;
    private readonly Network _network;
    private readonly long[] _gold;
    private readonly List<(double Ours, LimitRun[] Limits)> _rounds = [];

    /// <summary>Prepares both.</summary>
    /// <param name="programs">The C.</param>
    /// <param name="job">The job.</param>
    /// <param name="gold">Its spikes per population.</param>
    public LimitPairs(LimitPrograms programs, BenchmarkJob job, long[] gold)
    {
        (_programs, _job, _gold) = (programs, job, gold);
        _network = new Network(job.Model);
        JobBenchmark.Drive(_network, job.Input);
    }

    /// <summary>Ours, median over rounds [CPU seconds].</summary>
    public double Ours => Median(_rounds.Select(round => round.Ours));

    public void Dispose() => _network.Dispose();

    /// <summary>Runs all the C there is, then ours.</summary>
    public void RunRound()
    {
        var limits = _programs.Run(_job.Name).Where(run => run.Matches(_gold)).ToArray();
        var bytes = 0L;
        _rounds.Add((JobBenchmark.Time(_network, _job.Input, TimesPerRound, ref bytes), limits));
    }

    /// <summary>The fastest C of a width in every round, and ours by it; null when there is none.</summary>
    public LimitLine? Line(int bits)
    {
        var pairs = _rounds.Select(round => (round.Ours, Best: round.Limits.Where(run => run.Bits == bits).MinBy(run => run.CpuSeconds)))
            .Where(pair => pair.Best is not null).ToArray();
        if (pairs.Length == 0) return null;
        var program = pairs.GroupBy(pair => pair.Best!.Program).MaxBy(group => group.Count())!.Key;
        return new LimitLine(program, Median(pairs.Select(pair => pair.Best!.CpuSeconds)), Median(pairs.Select(pair => pair.Ours / pair.Best!.CpuSeconds)));
    }

    /// <summary>Prints every variant's median, and the ratios.</summary>
    public void Print(TextWriter output)
    {
        foreach (var variant in _rounds.SelectMany(round => round.Limits).GroupBy(run => (run.Program, run.Bits)))
            output.WriteLine($"  C {variant.Key.Program,-20} {Median(variant.Select(run => run.CpuSeconds)):F5} CPU s");
        foreach (var (bits, name) in new[] { (32, "int32 state"), (16, "int16 state"), (LimitRun.PortableBits, "portable 128 bits") })
            if (Line(bits) is { } line) output.WriteLine($"  {Ours:F5} by {line.CpuSeconds:F5} s: {line.Ratio:F2} times C with {name} ({line.Program})");
        if (Peer.All.FirstOrDefault(one => one.Job == _job.Name) is { } peer)
        {
            var scaled = Line(32) is { } limit ? $"; scaled by C, {peer.TimesLess(limit.Ratio):F1} times ours" : "";
            output.WriteLine($"  {peer.Name} took {peer.CpuSeconds} CPU s on a machine where C takes {peer.LimitSeconds}{scaled}");
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
