using System.CommandLine;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What a device's build has for networks from elsewhere: one line that says where they are made.</summary>
internal static class Importing
{
    private static readonly string[] Names = ["import", "check", "export"];

    /// <summary>Notes below the help, by verb.</summary>
    public static IReadOnlyDictionary<string, string> Notes { get; } = new Dictionary<string, string>();

    /// <summary>The files that networks are read from, beside the project's own.</summary>
    public static IReadOnlyList<Part> Importers { get; } = [];

    /// <summary>How NIR files of each framework are read.</summary>
    public static IReadOnlyList<Part> Profiles { get; } = [];

    /// <summary>The verbs.</summary>
    public static IEnumerable<Command> Verbs(Terminal terminal) => Names.Select(Create);

    private static Command Create(string name)
    {
        var command = new Command(name, "Not in this build: make .esnn files on a desktop with the .NET build") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(Refuse);
        return command;

        int Refuse(ParseResult parsed) => throw new UsageException(
            $"'{name}' is not in this build, which leaves HDF5 out for a device; use it in the .NET build on a desktop and copy the .esnn file here");
    }
}
