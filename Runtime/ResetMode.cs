namespace EdgeSnn.Runtime;

/// <summary>What a spike does to the membrane potential.</summary>
public enum ResetMode
{
    /// <summary>v becomes <see cref="PopulationModel.ResetPotential"/>.</summary>
    ToValue = 0,

    /// <summary>v is lowered by the threshold that was crossed.</summary>
    BySubtraction = 1,

    /// <summary>Nothing: the neuron fires in every tick that ends at or above its threshold (a comparator).</summary>
    None = 2,

    /// <summary>
    /// The potential stays where it fired and the next tick takes the threshold off after its leak:
    /// v = a_v v + x + b - (v >= theta ? theta : 0), as snnTorch's delayed subtraction does. Not for the adaptive kind.
    /// </summary>
    ByLateSubtraction = 3,
}
