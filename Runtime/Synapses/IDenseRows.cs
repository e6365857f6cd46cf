namespace EdgeSnn.Runtime.Synapses;

/// <summary>Dense rows of whatever weights, as they lie in the arena: one row per pre neuron, each as long as the padded post population.</summary>
internal interface IDenseRows
{
    /// <summary>Address of the first weight.</summary>
    nint Weights { get; }

    /// <summary>Address of the first of the numbers of synapses, one per pre neuron.</summary>
    nint Synapses { get; }
}
