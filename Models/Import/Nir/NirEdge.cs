namespace EdgeSnn.Models.Import.Nir;

/// <summary>A connection between two nodes of one graph.</summary>
/// <param name="From">Name of the node whose output it takes.</param>
/// <param name="To">Name of the node that receives it; several edges into one node add up.</param>
public readonly record struct NirEdge(string From, string To);
