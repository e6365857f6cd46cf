namespace EdgeSnn.Training;

/// <summary>
/// The synapses in front of a population, through several delays. Weights are a matrix whose columns are <see cref="Width"/>
/// features; post neuron k has feature k % Width.
/// </summary>
public interface ISynapses
{
    /// <summary>Neurons before.</summary>
    int Pre { get; }

    /// <summary>Neurons behind, padding included.</summary>
    int PaddedPost { get; }

    /// <summary>Columns of <see cref="Weights"/>, a multiple of 16: one per post neuron, or one per channel of a shared kernel.</summary>
    int Width { get; }

    /// <summary>Delays in ticks, ascending.</summary>
    int[] Delays { get; }

    /// <summary>Weights that are trained, padding left out.</summary>
    int WeightCount { get; }

    Parameter Weights { get; }

    /// <summary>Share of weights that pruning left.</summary>
    float ShareKept { get; set; }

    void Initialize(Dice dice);

    /// <summary>Fills <paramref name="input"/> [rows x ticks x padded post].</summary>
    void Forward(SpikeBatch spikes, float[] input);

    /// <summary>Adds to the weights' gradient, given d loss / d x [rows x ticks x padded post].</summary>
    void AccumulateGradient(SpikeBatch spikes, float[] inputGradient);

    /// <summary>Adds d loss / d spikes [rows x ticks x pre], given d loss / d x.</summary>
    void BackwardSpikes(SpikeBatch spikes, float[] inputGradient, float[] spikeGradient);
}
