using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Runtime;

/// <summary>A decoder in the catalog.</summary>
/// <param name="Name">Name on the command line, as in <c>max-potential</c>.</param>
/// <param name="Kind">Its number in files.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Create">Makes one for a checked blueprint.</param>
public sealed record DecoderEntry(string Name, DecoderKind Kind, string Description, Func<NetworkModel, IDecoder> Create);
