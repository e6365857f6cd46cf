namespace EdgeSnn.Models.Import.Export;

/// <summary>What the user of an export may choose.</summary>
public sealed record ExportOptions
{
    /// <summary>Length of a tick in the file [s]; time constants are written for it. 0 takes the network's own tick.</summary>
    public double Dt { get; init; }

    /// <summary>True to leave out what NIR cannot say even where that changes spikes; each thing left out is noted.</summary>
    public bool AllowLoss { get; init; }
}
