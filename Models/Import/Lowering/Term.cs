namespace EdgeSnn.Models.Import.Lowering;

/// <summary>One way from a source to a node.</summary>
/// <param name="Source">The neuron or input node that sends.</param>
/// <param name="DelayTicks">Ticks that delay nodes on the way take [ticks].</param>
/// <param name="Map">From the source's signal to the node's, in the file's order.</param>
internal sealed record Term(FlatNode Source, int DelayTicks, LinearMap Map);
