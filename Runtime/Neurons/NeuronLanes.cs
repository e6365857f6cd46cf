using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>The vector twin of <see cref="Neuron"/>: as many neurons as lanes.</summary>
internal struct NeuronLanes<TLanes> where TLanes : struct, ILanes<TLanes>
{
    /// <summary>x: input of this tick from all synapses [2^-F].</summary>
    public TLanes Input;

    /// <summary>b: constant input [2^-F].</summary>
    public TLanes Bias;

    /// <summary>v: membrane potential [2^-F].</summary>
    public TLanes Potential;

    /// <summary>i: synaptic current [2^-F].</summary>
    public TLanes Current;

    /// <summary>a_v: membrane decay, Q0.15.</summary>
    public TLanes MembraneDecay;

    /// <summary>k: the membrane loses v >> k per tick, where it leaks by a shift.</summary>
    public int MembraneShift;

    /// <summary>The same as vectors are shifted by.</summary>
    public TLanes MembraneShiftCount;

    /// <summary>a_i: synaptic decay, Q0.15.</summary>
    public TLanes SynapticDecay;
}
