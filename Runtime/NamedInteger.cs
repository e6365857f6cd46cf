namespace EdgeSnn.Runtime;

/// <summary>One named integer parameter.</summary>
/// <param name="Name">ASCII name, 1 .. 64 characters.</param>
/// <param name="Value">Its value; unit and scale are the owner's.</param>
public readonly record struct NamedInteger(string Name, int Value);
