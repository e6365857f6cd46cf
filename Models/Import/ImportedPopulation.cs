namespace EdgeSnn.Models.Import;

/// <summary>Where the neurons of a NIR node went: for comparing spikes with recordings of other simulators.</summary>
public sealed record ImportedPopulation
{
    /// <summary>Path of the node, inner graphs separated by slashes, such as <c>lif1/lif</c>.</summary>
    public required string Node { get; init; }

    /// <summary>Index of the population in the model.</summary>
    public required int Population { get; init; }

    /// <summary>Shape of the node's signal in the file, such as (16, 16, 16) as channels, height, width; product = size.</summary>
    public required int[] NirShape { get; init; }

    /// <summary>Our neuron for each element of <see cref="NirShape"/> taken row-major; empty when they are the same.</summary>
    public int[] NeuronOf { get; init; } = [];

    /// <summary>Ticks by which the framework records a spike later than the model fires it [ticks].</summary>
    public int RecordDelayTicks { get; init; }
}
