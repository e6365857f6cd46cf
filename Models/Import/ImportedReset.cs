namespace EdgeSnn.Models.Import;

/// <summary>What a spike does to the potential of an imported neuron.</summary>
public enum ImportedReset
{
    /// <summary>v becomes v_reset (0 when the file has none).</summary>
    ToValue,

    /// <summary>The threshold is taken off at once.</summary>
    Subtract,

    /// <summary>The threshold is taken off in the next tick, after the leak.</summary>
    LateSubtract,
}
