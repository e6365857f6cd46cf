using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import;

/// <summary>What the user of an import may choose.</summary>
public sealed record ImportOptions
{
    /// <summary>Name of the network.</summary>
    public required string Name { get; init; }

    /// <summary>How to read the file; null guesses from its fingerprints.</summary>
    public ImportProfile? Profile { get; init; }

    /// <summary>Class labels, one per output neuron; empty gives "0", "1", ...</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The encoder that will feed the network; null gives <c>event-grid</c> for an input of (1 or 2, height, width), else <c>spikes</c>.</summary>
    public EncoderModel? Encoder { get; init; }

    /// <summary>Most spikes of one input channel in one tick, 1 .. 255.</summary>
    public int MaxInputSpikesPerTick { get; init; } = 1;

    /// <summary>Free text about origin and licence.</summary>
    public string Description { get; init; } = "";
}
