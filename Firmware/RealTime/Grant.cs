namespace EdgeSnn.Firmware.RealTime;

/// <summary>What became of a wish to the operating system.</summary>
/// <param name="Name">What was asked for, as the configuration's key.</param>
/// <param name="Detail">How much of it, and for which thread.</param>
/// <param name="IsGranted">True when it was given.</param>
/// <param name="Reason">Why not, and what would help; null when granted.</param>
public sealed record Grant(string Name, string Detail, bool IsGranted, string? Reason)
{
    /// <summary>In a line.</summary>
    public override string ToString() => $"{Detail}: {(IsGranted ? "granted" : $"refused: {Reason}")}";
}
