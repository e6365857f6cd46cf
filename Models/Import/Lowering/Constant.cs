namespace EdgeSnn.Models.Import.Lowering;

/// <summary>A bias that reaches a node.</summary>
/// <param name="Origin">The node whose bias it is; whether that lies on a recurrent way decides when it acts first.</param>
/// <param name="Values">One per element of the signal.</param>
internal sealed record Constant(FlatNode Origin, double[] Values);
