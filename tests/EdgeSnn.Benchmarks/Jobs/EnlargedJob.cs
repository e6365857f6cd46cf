using EdgeSnn.Runtime;

namespace EdgeSnn.Benchmarks.Jobs;

/// <summary>
/// A job ten times larger with the same activity: every population has ten blocks of neurons, each block is wired as the
/// original is, and only the first one hears the input. What the other nine cost is the cost of being there.
/// </summary>
internal static class EnlargedJob
{
    private const int Factor = 10;

    private const int MostSynapses = 1_000_000;

    /// <summary>Whether a job can be enlarged: sparse projections only, and not too many synapses.</summary>
    public static bool CanBeMade(BenchmarkJob job) =>
        job.Model.Projections.All(projection => projection.Storage == SynapseStorage.Sparse && projection.Weights.Length < MostSynapses);

    /// <summary>Enlarges a job; its gold holds for it too, for the first block keeps its places.</summary>
    public static BenchmarkJob Of(BenchmarkJob job)
    {
        var populations = job.Model.Populations.Select(Enlarge).ToArray();
        var projections = job.Model.Projections.Select(projection => Enlarge(projection, job.Model)).ToArray();
        return job.With(job.Model with
        {
            Name = $"{job.Name} ten times larger",
            Populations = populations,
            Projections = projections,
            Labels = [.. Enumerable.Range(0, populations[^1].Size).Select(neuron => $"class {neuron}")],
        });
    }

    private static PopulationModel Enlarge(PopulationModel population) => population with
    {
        Size = Factor * population.Size,
        Bias = Repeat(population.Bias, population.Size),
        InitialPotential = Repeat(population.InitialPotential, population.Size),
    };

    // One value for all stays one value for all.
    private static T[] Repeat<T>(T[] values, int size) =>
        values.Length == size ? [.. Enumerable.Repeat(values, Factor).SelectMany(one => one)] : values;

    private static ProjectionModel Enlarge(ProjectionModel projection, NetworkModel model)
    {
        int pre = model.Populations[projection.Pre].Size, post = model.Populations[projection.Post].Size;
        var starts = new int[(Factor * pre) + 1];
        for (var row = 0; row < starts.Length; row++)
            starts[row] = (row / pre * projection.Weights.Length) + projection.FanOutStarts[row % pre];
        return projection with
        {
            FanOutStarts = starts,
            PostNeurons = [.. Enumerable.Range(0, Factor).SelectMany(block => projection.PostNeurons.Select(neuron => (block * post) + neuron))],
            Weights = Repeat(projection.Weights, projection.Weights.Length),
        };
    }
}
