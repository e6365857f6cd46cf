namespace EdgeSnn.Firmware.Verbs;

/// <summary>One line of a catalog.</summary>
public sealed record Part(string Name, string Description);
