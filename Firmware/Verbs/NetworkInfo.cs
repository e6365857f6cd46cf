using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What is in a network: what <c>edgesnn info --json</c> prints.</summary>
public sealed record NetworkInfo
{
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required int TickMicroseconds { get; init; }
    public required string[] Labels { get; init; }
    public required EncoderModel Encoder { get; init; }
    public required IReadOnlyList<PopulationInfo> Populations { get; init; }
    public required IReadOnlyList<ProjectionInfo> Projections { get; init; }
    public required DecoderModel Decoder { get; init; }

    /// <summary>Neurons of all populations but the input.</summary>
    public required int Neurons { get; init; }

    /// <summary>Synapses stored.</summary>
    public required long Synapses { get; init; }

    /// <summary>Synapses of a weight other than 0.</summary>
    public required long NonZeroWeights { get; init; }

    public required long FileBytes { get; init; }

    /// <summary>Everything a network of this blueprint allocates, in one piece [bytes].</summary>
    public required long NetworkBytes { get; init; }

    /// <summary>Describes a network.</summary>
    public static NetworkInfo Of(NetworkModel model, long fileBytes)
    {
        var projections = model.Projections.Select(projection => ProjectionInfo.Of(projection, model)).ToArray();
        return new NetworkInfo
        {
            Name = model.Name,
            Description = model.Description,
            TickMicroseconds = model.TickMicroseconds,
            Labels = model.Labels,
            Encoder = model.Encoder,
            Populations = [.. model.Populations.Select(PopulationInfo.Of)],
            Projections = projections,
            Decoder = model.Decoder,
            Neurons = model.Populations.Skip(1).Sum(population => population.Size),
            Synapses = projections.Sum(projection => projection.Synapses),
            NonZeroWeights = projections.Sum(projection => projection.NonZeroWeights),
            FileBytes = fileBytes,
            NetworkBytes = Network.RequiredBytes(model),
        };
    }
}
