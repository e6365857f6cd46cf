namespace EdgeSnn.Runtime;

/// <summary>
/// A projection: weighted synapses from one population to another with one delay. Several projections may join the same
/// two populations with different delays. A spike of pre neuron k adds weight(k, j) * scale(j) to the input of post neuron j.
/// </summary>
public sealed record ProjectionModel
{
    /// <summary>Index of the presynaptic population.</summary>
    public required int Pre { get; init; }

    /// <summary>Index of the postsynaptic population, not an input.</summary>
    public required int Post { get; init; }

    /// <summary>Whole ticks from spike to effect, 0 .. 1023; 0 only when <see cref="Pre"/> is listed before <see cref="Post"/>.</summary>
    public int DelayTicks { get; init; }

    /// <summary>Bits of a weight: 4, 8 or 16; every weight lies in [-2^(b-1), 2^(b-1)-1].</summary>
    public required int WeightBits { get; init; }

    /// <summary>
    /// Potential units per weight unit, positive; length 1 or the post size (per-channel scale). The product weight * scale
    /// is exact: no rounding happens between synapse and potential.
    /// </summary>
    public required int[] Scale { get; init; }

    /// <summary>Layout of <see cref="Weights"/> here and in the file. A <c>Network</c> may choose another; the result is the same.</summary>
    public required SynapseStorage Storage { get; init; }

    /// <summary>Sparse only: start of each pre neuron's fan-out in <see cref="PostNeurons"/>; length pre size + 1.</summary>
    public int[] FanOutStarts { get; init; } = [];

    /// <summary>Sparse only: post neurons, ascending within one fan-out.</summary>
    public int[] PostNeurons { get; init; } = [];

    /// <summary>Dense: row-major [pre][post]; sparse: parallel to <see cref="PostNeurons"/>. Values fit <see cref="WeightBits"/>.</summary>
    public required short[] Weights { get; init; }
}
