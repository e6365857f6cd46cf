using EdgeSnn.Models.Reference;

namespace EdgeSnn.Models.Import;

/// <summary>What an import gives: a double-precision network ready for <c>Quantizer</c>, and what to tell the user.</summary>
public sealed record ImportResult
{
    /// <summary>The network.</summary>
    public required ReferenceModel Model { get; init; }

    /// <summary>The profile it was read with.</summary>
    public required ImportProfile Profile { get; init; }

    /// <summary>
    /// True when the profile was guessed and another likely profile would behave differently: the program asks for
    /// confirmation then.
    /// </summary>
    public required bool NeedsConfirmation { get; init; }

    /// <summary>Every node that became a population, in the order of the model; the first is the input.</summary>
    public required IReadOnlyList<ImportedPopulation> Populations { get; init; }

    /// <summary>Assumptions, contradictions, guesses and warnings, in that order.</summary>
    public required IReadOnlyList<ImportRemark> Remarks { get; init; }
}
