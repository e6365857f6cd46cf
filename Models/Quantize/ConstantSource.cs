using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Quantize;

/// <summary>
/// A population of one neuron that fires in every tick by its own bias: how a constant input to a synaptic current is
/// written. Projections out of it are biases, not weights, and are neither pruned nor rounded to few bits.
/// </summary>
public static class ConstantSource
{
    /// <summary>True for a projection out of such a population.</summary>
    /// <param name="model">The network.</param>
    /// <param name="projection">One of its projections.</param>
    public static bool Feeds(ReferenceModel model, ReferenceProjection projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        return Is(model, projection.Pre);
    }

    /// <summary>True for such a population.</summary>
    /// <param name="model">The network.</param>
    /// <param name="population">Index of the population.</param>
    public static bool Is(ReferenceModel model, int population)
    {
        ArgumentNullException.ThrowIfNull(model);
        var source = model.Populations[population];
        if (source.Size != 1 || source.Kind != NeuronKind.IntegrateAndFire || source.Bias.Length != 1 || source.RefractoryTicks > 0)
            return false;
        if (source.Reset != ResetMode.ToValue || PotentialBounds.Largest(source.ResetPotential) > 0 || PotentialBounds.Largest(source.InitialPotential) > 0)
            return false;
        var fires = source.FiresAboveThreshold ? source.Bias[0] > source.Threshold[0] : source.Bias[0] >= source.Threshold[0];
        return fires && !Array.Exists(model.Projections, p => p.Post == population);
    }
}
