namespace EdgeSnn.Models;

/// <summary>A bundled network in the catalog.</summary>
/// <param name="Name">Name on the command line, and of its folder in <c>Models/Networks</c>.</param>
/// <param name="Description">What it hears, in one line.</param>
public readonly record struct NetworkEntry(string Name, string Description);
