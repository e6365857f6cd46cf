using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Sensors;

/// <summary>One encoder of the catalog.</summary>
/// <typeparam name="TSample">What it encodes: <see cref="short"/> for audio, <see cref="int"/> for scalars, events.</typeparam>
/// <param name="Name">Name in network files.</param>
/// <param name="Description">What it does, in one line.</param>
/// <param name="Create">Builds it from a blueprint; throws <see cref="ModelFormatException"/> for wrong parameters.</param>
public sealed record EncoderEntry<TSample>(string Name, string Description, Func<EncoderModel, IEncoder<TSample>> Create)
    where TSample : unmanaged;
