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
    /// is exact: no rounding happens between synapse and potential. Convolutions have 1 or one per post channel.
    /// </summary>
    public required int[] Scale { get; init; }

    /// <summary>Layout of <see cref="Weights"/> here and in the file. A <c>Network</c> may choose another; the result is the same.</summary>
    public required SynapseStorage Storage { get; init; }

    /// <summary>Sparse only: start of each pre neuron's fan-out in <see cref="PostNeurons"/>; length pre size + 1.</summary>
    public int[] FanOutStarts { get; init; } = [];

    /// <summary>Sparse only: post neurons, ascending within one fan-out.</summary>
    public int[] PostNeurons { get; init; } = [];

    /// <summary>Convolution only: its geometry.</summary>
    public ConvolutionModel? Convolution { get; init; }

    /// <summary>
    /// Sum pooling in front of the synapses: the row that a spike of each pre neuron takes, -1 for none; length pre size, or
    /// empty (row = pre neuron). With it, "pre size" in the layout of weights and fan-outs is <see cref="Rows"/>: several
    /// neurons may share a row, as those of one pooling window do.
    /// </summary>
    public int[] PreRows { get; init; } = [];

    /// <summary>Rows of the synapses when <see cref="PreRows"/> is given, at least 1; else 0 and ignored.</summary>
    public int Rows { get; init; }

    /// <summary>
    /// Graded transmission: in every tick the post neuron receives trunc(sum over k of weight(k, j) * scale(j) * v_k /
    /// 2^<see cref="GradedShift"/>), where v_k is the raw potential of pre neuron k, instead of weights at spikes. For
    /// signals that are not spikes, such as a leaky integrator that feeds another. Needs <see cref="DelayTicks"/> 0 and no
    /// <see cref="PreRows"/>.
    /// </summary>
    public bool Graded { get; init; }

    /// <summary>Graded only: the sum is divided by 2 to this power, rounded toward zero, 0 .. 62.</summary>
    public int GradedShift { get; init; }

    /// <summary>
    /// Dense: row-major [pre][post]; sparse: parallel to <see cref="PostNeurons"/>; convolution: see
    /// <see cref="ConvolutionModel"/>. Values fit <see cref="WeightBits"/>.
    /// </summary>
    public required short[] Weights { get; init; }

    /// <summary>Rows of the synapses, the "pre size" of their layout: <see cref="Rows"/> with <see cref="PreRows"/>, else the pre size.</summary>
    /// <param name="preSize">Size of the pre population [neurons].</param>
    public int RowCount(int preSize) => PreRows.Length == 0 ? preSize : Rows;
}
