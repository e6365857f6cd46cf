namespace EdgeSnn.Runtime;

/// <summary>Decoders by their number in files; a number is never reused.</summary>
public enum DecoderKind
{
    /// <summary>The class with most output spikes in the window.</summary>
    SpikeCount = 0,

    /// <summary>The class whose output neuron spiked first.</summary>
    FirstSpike = 1,

    /// <summary>The class with the highest output potential, averaged over the window.</summary>
    MaxPotential = 2,
}
