namespace EdgeSnn.Firmware.Verbs.Doctor;

/// <summary>One thing about the machine.</summary>
/// <param name="Name">What.</param>
/// <param name="Value">How it is.</param>
/// <param name="Advice">What would help, or null when it is well.</param>
internal sealed record Finding(string Name, string Value, string? Advice = null);
