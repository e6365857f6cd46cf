using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// What to take off a neuron's index to read a parameter: nothing, or everything where all neurons have the same. Then the
/// loop reads the first vector again and again, which no cache ever loses.
/// </summary>
internal readonly record struct ParameterMasks
{
    private const int LanesOfWidestVector = 16;

    /// <summary>Works out the masks of a population.</summary>
    public ParameterMasks(PopulationPlan plan)
    {
        var model = plan.Model;
        Scale = Of(model.Size, plan.Groups.Length == 1 ? plan.Groups[0].Scale.Length : model.Size);
        MembraneDecay = Of(model.Size, model.MembraneDecay.Length);
        SynapticDecay = Of(model.Size, model.SynapticDecay.Length);
        // Padding has thresholds of its own, which neurons that fire at 0 need.
        Threshold = model.Threshold is [{ Raw: <= 0 }] ? nuint.MaxValue : Of(model.Size, model.Threshold.Length);
    }

    /// <summary>For potential units per weight unit.</summary>
    public nuint Scale { get; }

    /// <summary>For membrane decays.</summary>
    public nuint MembraneDecay { get; }

    /// <summary>For decays of the synaptic current.</summary>
    public nuint SynapticDecay { get; }

    /// <summary>For thresholds.</summary>
    public nuint Threshold { get; }

    private static nuint Of(int size, int length) => length == 1 && size >= LanesOfWidestVector ? 0 : nuint.MaxValue;
}
