using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Reference;

/// <summary>Checks that the indices and array lengths of a <see cref="ReferenceModel"/> fit together.</summary>
internal static class ReferenceShape
{
    /// <exception cref="ArgumentException">Something does not fit; the message names the field.</exception>
    public static void Check(ReferenceModel model)
    {
        Require(model.Populations.Length > 0 && model.Populations[0].Kind == NeuronKind.Input, "populations[0]", "must be the input");
        for (var p = 0; p < model.Populations.Length; p++)
            CheckPopulation(model.Populations[p], p);
        for (var q = 0; q < model.Projections.Length; q++)
            CheckProjection(model, q);
        Require((uint)model.Decoder.Population < (uint)model.Populations.Length, "decoder.population", "does not exist");
    }

    private static void CheckPopulation(ReferencePopulation population, int index)
    {
        var name = $"populations[{index}]";
        var kind = population.Kind;
        Require(population.Size >= 1, name, "has no neuron");
        Require((kind == NeuronKind.Input) == (index == 0), name, "only the first population is the input");
        if (kind == NeuronKind.Input)
            return;
        var current = kind is NeuronKind.CubaLif or NeuronKind.CubaLeakyIntegrator or NeuronKind.AdaptiveLif;
        var spikes = kind is not (NeuronKind.LeakyIntegrator or NeuronKind.CubaLeakyIntegrator);
        CheckArray(population.MembraneDecay, population.Size, kind != NeuronKind.IntegrateAndFire, $"{name}.membrane decay");
        CheckArray(population.SynapticDecay, population.Size, current, $"{name}.synaptic decay");
        CheckArray(population.Threshold, population.Size, spikes, $"{name}.threshold");
        CheckArray(population.Bias, population.Size, needed: population.Bias.Length > 0, $"{name}.bias");
        CheckArray(population.AdaptationDecay, population.Size, kind == NeuronKind.AdaptiveLif, $"{name}.adaptation decay");
        CheckArray(population.AdaptationStep, population.Size, kind == NeuronKind.AdaptiveLif, $"{name}.adaptation step");
    }

    private static void CheckProjection(ReferenceModel model, int index)
    {
        var projection = model.Projections[index];
        var name = $"projections[{index}]";
        Require((uint)projection.Pre < (uint)model.Populations.Length, name, "names a pre population that does not exist");
        Require((uint)projection.Post - 1 < (uint)model.Populations.Length - 1, name, "names a post population that is not there or is the input");
        Require(projection.DelayTicks is >= 0 and <= 1023, name, "has a delay outside 0 .. 1023 ticks");
        Require(projection.DelayTicks > 0 || projection.Pre < projection.Post, name, "needs a delay: its pre population is updated later");
        Require(Array.TrueForAll(projection.Weights, double.IsFinite), name, "has a weight that is not a number");
        var preSize = model.Populations[projection.Pre].Size;
        var postSize = model.Populations[projection.Post].Size;
        if (projection.Storage == SynapseStorage.Dense)
        {
            Require(projection.Weights.Length == (long)preSize * postSize, name, "has not pre size times post size weights");
            return;
        }
        var starts = projection.FanOutStarts;
        Require(starts.Length == preSize + 1 && starts[0] == 0 && starts[^1] == projection.Weights.Length, name, "has fan-out starts that do not fit");
        Require(projection.PostNeurons.Length == projection.Weights.Length, name, "has not one weight per post neuron");
        for (var pre = 0; pre < preSize; pre++)
        {
            Require(starts[pre] <= starts[pre + 1], name, "has fan-out starts that go back");
            for (var k = starts[pre]; k < starts[pre + 1]; k++)
            {
                var least = k == starts[pre] ? 0 : projection.PostNeurons[k - 1] + 1;
                Require(projection.PostNeurons[k] >= least && projection.PostNeurons[k] < postSize, name, "has post neurons out of order or range");
            }
        }
    }

    private static void CheckArray(double[] values, int size, bool needed, string field)
    {
        if (needed)
            Require(values.Length == 1 || values.Length == size, field, "must hold one value, or one per neuron");
        else
            Require(values.Length == 0, field, "belongs to other kinds of neurons");
        Require(Array.TrueForAll(values, double.IsFinite), field, "has a value that is not a number");
    }

    private static void Require(bool holds, string field, string problem)
    {
        if (!holds)
            throw new ArgumentException($"{field} {problem}");
    }
}
