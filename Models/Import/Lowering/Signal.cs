namespace EdgeSnn.Models.Import.Lowering;

/// <summary>What arrives at a node: what populations send through linear nodes, and what biases add.</summary>
internal sealed class Signal
{
    /// <summary>Ways from a source to the node.</summary>
    public List<Term> Terms { get; } = [];

    /// <summary>Constant inputs.</summary>
    public List<Constant> Constants { get; } = [];
}
