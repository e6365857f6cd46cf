using EdgeSnn.Models.Import.Nir;

namespace EdgeSnn.Models.Import.Export;

/// <summary>What an export gives.</summary>
public sealed record NirExport
{
    /// <summary>The graph for <see cref="NirWriter"/>; its metadata holds what NIR has no place for.</summary>
    public required NirGraph Graph { get; init; }

    /// <summary>Options of <c>edgesnn import</c> that read the file back as it was meant, in order.</summary>
    public required IReadOnlyList<string> ImportArguments { get; init; }

    /// <summary>What is not in the file, one line each, such as the rule of the decoder.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
