using EdgeSnn.Benchmarks.Jobs;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Benchmarks;

/// <summary>The jobs of ../shared/bench give their gold on any number of threads.</summary>
public sealed class JobGoldTests
{
    [SkippableTheory]
    [InlineData("J1", 3)]
    [InlineData("J2", 2)]
    [InlineData("J2", 4)]
    [InlineData("J3", 2)]
    [InlineData("J3", 5)]
    public void A_job_gives_its_gold_on_several_threads(string name, int threads)
    {
        Skip.If(JobFolder.Default is null, $"{JobFolder.Shared} is absent");
        var job = BenchmarkJob.Load(Path.Combine(JobFolder.Default!, name));
        // Parts so small that J1 is divided too.
        using var network = new Network(job.Model, new NetworkOptions { Threads = threads, LeastWorkOfPart = 100, LeastWorkToShare = 0, LeastWorkToWake = 0 });
        Assert.Equal(threads, network.Threads);
        var ticks = Math.Min(job.Input.Length, 2000);
        for (var tick = 0; tick < ticks; tick++)
        {
            network.Step(job.Input[tick]);
            for (var population = 1; population < job.PopulationCount; population++)
                Assert.True(network.Spikes(population).Neurons.SequenceEqual(job.Gold.GetValueOrDefault((tick, population), [])));
        }
    }

    [SkippableFact]
    public void J3_as_the_program_divides_it_gives_its_gold_on_two_threads()
    {
        Skip.If(JobFolder.Default is null, $"{JobFolder.Shared} is absent");
        var job = BenchmarkJob.Load(Path.Combine(JobFolder.Default!, "J3"));
        using var network = new Network(job.Model, new NetworkOptions { Threads = 2 });
        Assert.Equal(2, network.Threads);
        for (var tick = 0; tick < job.Input.Length; tick++)
        {
            network.Step(job.Input[tick]);
            Assert.True(network.Spikes(1).Neurons.SequenceEqual(job.Gold.GetValueOrDefault((tick, 1), [])));
        }

        Assert.Equal(144_509, network.Counters.Spikes[1]);
    }
}
