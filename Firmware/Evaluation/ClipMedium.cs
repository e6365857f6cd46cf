using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>What clips are made of.</summary>
/// <typeparam name="TSample">One sample: <see cref="short"/> for audio, an event of a camera.</typeparam>
public sealed record ClipMedium<TSample> where TSample : unmanaged
{
    /// <summary>What files of this medium are called.</summary>
    public required ClipFiles Files { get; init; }

    /// <summary>Makes an encoder for one thread.</summary>
    public required Func<IEncoder<TSample>> CreateEncoder { get; init; }

    /// <summary>Reads a clip; throws the medium's format exception for one that cannot be read. Any thread.</summary>
    public required Func<Clip, TSample[]> Load { get; init; }

    /// <summary>How long a clip lasts [seconds].</summary>
    public required Func<TSample[], double> Seconds { get; init; }
}
