using System.CommandLine;
using EdgeSnn.Models.Import;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What this build has for networks from elsewhere: everything. <c>NoImport</c> holds its twin for builds without.</summary>
internal static class Importing
{
    /// <summary>Notes below the help, by verb.</summary>
    public static IReadOnlyDictionary<string, string> Notes { get; } = new Dictionary<string, string>
    {
        ["import"] = Import.ImportVerb.Notes,
        ["check"] = Import.CheckVerb.Notes,
        ["export"] = Import.ExportVerb.Notes,
    };

    /// <summary>The files that networks are read from, beside the project's own.</summary>
    public static IReadOnlyList<Part> Importers { get; } = [new(".nir", "Neuromorphic Intermediate Representation, by edgesnn import")];

    /// <summary>How NIR files of each framework are read.</summary>
    public static IReadOnlyList<Part> Profiles { get; } =
        [.. ImportProfiles.All.Select(profile => new Part(profile.Name, Import.ImportText.Describe(profile)))];

    /// <summary>The verbs.</summary>
    public static IEnumerable<Command> Verbs(Terminal terminal)
        => [Import.ImportVerb.Create(terminal), Import.CheckVerb.Create(terminal), Import.ExportVerb.Create(terminal)];
}
