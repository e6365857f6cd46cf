using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Reference;

/// <summary>
/// A projection in double precision: the shape of <see cref="ProjectionModel"/>, with a weight in potential units of the
/// post population, so that a spike of pre neuron k adds weight(k, j) to the input of post neuron j.
/// </summary>
public sealed record ReferenceProjection
{
    /// <summary>Index of the presynaptic population.</summary>
    public required int Pre { get; init; }

    /// <summary>Index of the postsynaptic population.</summary>
    public required int Post { get; init; }

    /// <summary>Whole ticks from spike to effect, 0 .. 1023.</summary>
    public int DelayTicks { get; init; }

    /// <summary>Layout of <see cref="Weights"/>.</summary>
    public SynapseStorage Storage { get; init; }

    /// <summary>Sparse only: start of each pre neuron's fan-out in <see cref="PostNeurons"/>; length pre size + 1.</summary>
    public int[] FanOutStarts { get; init; } = [];

    /// <summary>Sparse only: post neurons, ascending within one fan-out.</summary>
    public int[] PostNeurons { get; init; } = [];

    /// <summary>Convolution only: its geometry.</summary>
    public ConvolutionModel? Convolution { get; init; }

    /// <summary>Sum pooling in front of the synapses, as in <see cref="ProjectionModel.PreRows"/>.</summary>
    public int[] PreRows { get; init; } = [];

    /// <summary>Rows of the synapses when <see cref="PreRows"/> is given.</summary>
    public int Rows { get; init; }

    /// <summary>Graded transmission: the post neuron receives the sum of weight(k, j) * v_k in every tick, not weights at spikes.</summary>
    public bool Graded { get; init; }

    /// <summary>
    /// Dense: row-major [pre][post]; sparse: parallel to <see cref="PostNeurons"/>; convolution: see
    /// <see cref="ConvolutionModel"/> [potential].
    /// </summary>
    public required double[] Weights { get; init; }

    /// <summary>The post channel of weight <paramref name="k"/> of a convolution.</summary>
    internal static int PostChannel(ConvolutionModel shape, int k)
    {
        var (run, offset) = Math.DivRem(k, shape.OutChannels / shape.Groups);
        return (run % shape.InChannels / (shape.InChannels / shape.Groups) * (shape.OutChannels / shape.Groups)) + offset;
    }
}
