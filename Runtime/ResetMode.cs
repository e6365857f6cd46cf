namespace EdgeSnn.Runtime;

/// <summary>What a spike does to the membrane potential.</summary>
public enum ResetMode
{
    /// <summary>v becomes <see cref="PopulationModel.ResetPotential"/>.</summary>
    ToValue = 0,

    /// <summary>v is lowered by the threshold that was crossed.</summary>
    BySubtraction = 1,
}
