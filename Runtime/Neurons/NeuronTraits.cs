namespace EdgeSnn.Runtime.Neurons;

/// <summary>What a neuron model has beyond a membrane potential: decides which parameters a population must carry.</summary>
[Flags]
internal enum NeuronTraits
{
    None = 0,

    /// <summary>The membrane leaks: <see cref="PopulationModel.MembraneDecay"/>.</summary>
    Leak = 1,

    /// <summary>Input passes a synaptic current: <see cref="PopulationModel.SynapticDecay"/>.</summary>
    Current = 2,

    /// <summary>Fires and resets: <see cref="PopulationModel.Threshold"/>.</summary>
    Fires = 4,

    /// <summary>The threshold rises at a spike: <see cref="PopulationModel.AdaptationDecay"/> and its step.</summary>
    Adapts = 8,

    /// <summary>The membrane leaks by a shift: its decay is one number for all neurons, 1 - 2^-k.</summary>
    Shifts = 16,
}
