namespace EdgeSnn.Runtime;

/// <summary>Neuron models by their number in files; a number is never reused.</summary>
public enum NeuronKind
{
    /// <summary>No dynamics: spikes come from the encoder.</summary>
    Input = 0,

    /// <summary>Leaky integrate-and-fire: v = a_v v + x + b.</summary>
    Lif = 1,

    /// <summary>Current-based LIF: i = a_i i + x; v = a_v v + i + b.</summary>
    CubaLif = 2,

    /// <summary>Integrate-and-fire: v = v + x + b.</summary>
    IntegrateAndFire = 3,

    /// <summary>Leaky integrator, never spikes: v = a_v v + x + b.</summary>
    LeakyIntegrator = 4,

    /// <summary>Leaky integrator behind a synaptic current, never spikes: i = a_i i + x; v = a_v v + i + b.</summary>
    CubaLeakyIntegrator = 5,

    /// <summary>LIF whose threshold rises by a step at each spike and relaxes: v as CubaLif, fires at v >= theta + g.</summary>
    AdaptiveLif = 6,

    /// <summary>LIF whose leak is an arithmetic shift: v = v - (v >> k) + x + b, with a_v = 1 - 2^-k.</summary>
    ShiftLif = 7,

    /// <summary>Leaky integrator whose leak is an arithmetic shift, never spikes: v = v - (v >> k) + x + b.</summary>
    ShiftLeakyIntegrator = 8,
}
