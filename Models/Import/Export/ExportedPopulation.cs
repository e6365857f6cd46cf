using EdgeSnn.Models.Import.Lowering;
using EdgeSnn.Models.Reference;

namespace EdgeSnn.Models.Import.Export;

/// <summary>A population on its way into a file.</summary>
/// <param name="Source">The population.</param>
/// <param name="Grid">Its grid where anything needs one, else null.</param>
/// <param name="Entry">The node that takes its input.</param>
/// <param name="Exit">The node that gives its spikes or potentials.</param>
internal sealed record ExportedPopulation(ReferencePopulation Source, Grid? Grid, string Entry, string Exit)
{
    /// <summary>Shape of its signal in the file.</summary>
    public int[] Shape => Grid is { } grid ? [grid.Channels, grid.Height, grid.Width] : [Source.Size];

    /// <summary>Where its elements in the file lie among its neurons.</summary>
    public Placement Placement { get; } = new(Grid);
}
