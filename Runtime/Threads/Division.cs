using EdgeSnn.Runtime.Neurons;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime.Threads;

/// <summary>Where a population is cut, so that each thread takes neurons that follow each other.</summary>
internal static class Division
{
    /// <summary>
    /// The parts of a population, of at least 2 and at most as many as there are threads; none for one that is left whole.
    /// Depends on blueprint and options alone.
    /// </summary>
    public static NeuronRange[] Of(NetworkModel model, int population, NetworkOptions options)
    {
        if (options.Threads == 1 || population == 0) return [];
        var size = model.Populations[population].Size;
        var step = StepOf(model, population);
        var steps = (int)((size + step - 1) / step);
        var most = int.Min(options.Threads, steps);
        if (most < 2) return [];
        var parts = (int)long.Min(most, Workload.OfUsualTick(model, population) / int.Max(options.LeastWorkOfPart, 1));
        if (parts < 2) return [];
        var ranges = new NeuronRange[parts];
        for (var part = 0; part < parts; part++)
        {
            var first = (int)(steps * (long)part / parts * step);
            ranges[part] = new NeuronRange(first, (int)long.Min(size, steps * (part + 1L) / parts * step) - first);
        }

        return ranges;
    }

    // Cuts lie between vectors, so that no two threads write to one; and between rows of a grid that a convolution leads to.
    private static long StepOf(NetworkModel model, int population)
    {
        long step = NeuronState.LanesOfWidestVector;
        foreach (var projection in model.Projections)
        {
            if (projection.Post != population || projection.Convolution is not { } shape) continue;
            long row = shape.OutWidth * shape.OutChannels;
            step = step / GreatestCommonDivisor(step, row) * row;
            if (step >= model.Populations[population].Size) return model.Populations[population].Size;
        }

        return step;
    }

    private static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
