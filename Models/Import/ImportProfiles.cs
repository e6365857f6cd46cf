namespace EdgeSnn.Models.Import;

/// <summary>The frameworks whose files are known, as a literal list.</summary>
public static class ImportProfiles
{
    /// <summary>All profiles, by the names that <c>--from</c> takes.</summary>
    public static IReadOnlyList<ImportProfile> All { get; } = [];
}
