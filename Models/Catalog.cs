using EdgeSnn.Models.Format;

namespace EdgeSnn.Models;

/// <summary>
/// What there is to choose from, as literal lists. A new network is one folder in <c>Networks</c> and one line here; a new
/// importer is one file and one line.
/// </summary>
public static class Catalog
{
    /// <summary>The networks that come with the project.</summary>
    public static IReadOnlyList<NetworkEntry> Networks { get; } =
    [
        new("keywords", "ten spoken commands, unknown words and silence; 16 kHz audio"),
        new("digits", "ten spoken digits; 8 kHz audio"),
        new("nmnist-digits", "ten handwritten digits; events of a 34x34 camera"),
        new("gestures", "six gestures and none; events of a 64x64 camera"),
    ];

    /// <summary>The files that networks are read from.</summary>
    public static IReadOnlyList<ImporterEntry> Importers { get; } =
    [
        new(".esnn", "this project's network file", ModelReader.Read),
    ];
}
