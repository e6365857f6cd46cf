using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Sensors;

/// <summary>One audio sensor of the catalog.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does, in one line.</param>
/// <param name="Open">Opens a path, or <c>-</c> for standard input, as samples at a rate [Hz].</param>
public sealed record SensorEntry(string Name, string Description, Func<string, int, ISensor<short>> Open);
