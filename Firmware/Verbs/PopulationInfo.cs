namespace EdgeSnn.Firmware.Verbs;

/// <summary>A population, as <c>edgesnn info</c> shows it.</summary>
public sealed record PopulationInfo(string Name, string Kind, int Size, int FractionBits);
