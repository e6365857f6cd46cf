namespace EdgeSnn.Runtime.Neurons;

/// <summary>One neuron's numbers while it takes a tick's input; all raw potentials and decays.</summary>
internal struct Neuron
{
    /// <summary>x: input of this tick from all synapses [2^-F].</summary>
    public int Input;

    /// <summary>b: constant input [2^-F].</summary>
    public int Bias;

    /// <summary>v: membrane potential [2^-F].</summary>
    public int Potential;

    /// <summary>i: synaptic current [2^-F].</summary>
    public int Current;

    /// <summary>a_v: membrane decay, Q0.15.</summary>
    public int MembraneDecay;

    /// <summary>k: the membrane loses v >> k per tick, where it leaks by a shift.</summary>
    public int MembraneShift;

    /// <summary>a_i: synaptic decay, Q0.15.</summary>
    public int SynapticDecay;
}
