using EdgeSnn.Runtime;

namespace EdgeSnn.Models;

/// <summary>A way to bring a network from a file.</summary>
/// <param name="Extension">Extension of its files, with the dot.</param>
/// <param name="Description">What it reads, in one line.</param>
/// <param name="Read">Reads a network; throws only <see cref="ModelFormatException"/> for bad content.</param>
public sealed record ImporterEntry(string Extension, string Description, Func<Stream, NetworkModel> Read);
