namespace EdgeSnn.Firmware;

/// <summary>What became of one output.</summary>
/// <param name="Address">As given on the command line.</param>
/// <param name="Delivered">Decisions delivered, summed over receivers.</param>
/// <param name="Lost">Decisions not delivered, summed over receivers.</param>
/// <param name="Faults">Exceptions caught.</param>
/// <param name="LastFault">The last of them, or null.</param>
public sealed record OutputReport(string Address, long Delivered, long Lost, long Faults, string? LastFault);
