namespace EdgeSnn.Models.Quantize;

/// <summary>How far a fixed-point network strays from its double-precision original on given input spikes.</summary>
public sealed record FidelityReport
{
    /// <summary>Recordings compared; each starts at rest.</summary>
    public required int Recordings { get; init; }

    /// <summary>Ticks of all recordings [ticks].</summary>
    public required long Ticks { get; init; }

    /// <summary>Every population but the input, in the model's order.</summary>
    public required IReadOnlyList<PopulationFidelity> Populations { get; init; }

    /// <summary>Values that saturated in fixed point.</summary>
    public required long Saturations { get; init; }

    /// <summary>Recordings with the same verdict on both sides.</summary>
    public required int AgreeingDecisions { get; init; }

    /// <summary>Recordings whose class is known.</summary>
    public required int Classified { get; init; }

    /// <summary>Of those, recordings that double precision classifies correctly.</summary>
    public required int ReferenceCorrect { get; init; }

    /// <summary>Of those, recordings that fixed point classifies correctly.</summary>
    public required int FixedPointCorrect { get; init; }
}
