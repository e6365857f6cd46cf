namespace EdgeSnn.Runtime;

/// <summary>How synapse weights are laid out.</summary>
public enum SynapseStorage
{
    /// <summary>One row of all post neurons per pre neuron.</summary>
    Dense = 0,

    /// <summary>One list of (post neuron, weight) per pre neuron: the fan-out.</summary>
    Sparse = 1,

    /// <summary>One kernel shared by all positions of a grid: <see cref="ProjectionModel.Convolution"/> gives its geometry.</summary>
    Convolution = 2,
}
