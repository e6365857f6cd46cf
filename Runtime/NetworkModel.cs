namespace EdgeSnn.Runtime;

/// <summary>
/// The immutable blueprint of a self-contained network: encoder, populations, projections, decoder and labels.
/// Shared freely between threads; all state lives in <c>Network</c>. <c>NetworkModelValidation</c> states
/// every rule a blueprint must keep; a blueprint that passes it can be stepped without a check.
/// </summary>
/// <remarks>
/// One tick: populations are taken in listed order. For each, the spikes of every projection into it are delivered
/// (delay 0: spikes of this tick, so the pre population is listed earlier; delay d: spikes of d ticks ago), then its
/// neurons are updated. Populations of kind <see cref="NeuronKind.Input"/> carry the encoder's spikes.
/// </remarks>
public sealed record NetworkModel
{
    /// <summary>Name of the network, as in <c>keywords</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Length of one tick [microseconds], at least 1.</summary>
    public required int TickMicroseconds { get; init; }

    /// <summary>Class labels in the order of the output population's neurons.</summary>
    public required string[] Labels { get; init; }

    /// <summary>The encoder that feeds the input population.</summary>
    public required EncoderModel Encoder { get; init; }

    /// <summary>Populations in the order of update; the first is the input, <see cref="Decoder"/> names the output.</summary>
    public required PopulationModel[] Populations { get; init; }

    /// <summary>Projections between populations.</summary>
    public required ProjectionModel[] Projections { get; init; }

    /// <summary>How output spikes or potentials become decisions.</summary>
    public required DecoderModel Decoder { get; init; }

    /// <summary>Free text about origin and licence, carried in the file.</summary>
    public string Description { get; init; } = "";
}
