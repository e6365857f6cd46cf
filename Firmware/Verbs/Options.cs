using System.CommandLine;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>Options that several verbs share.</summary>
internal static class Options
{
    /// <summary>The network to run.</summary>
    public static Option<string> Model() => new("--model", "-m")
    {
        Description = "Name of a bundled network ('edgesnn list') or an .esnn file",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => "keywords",
    };

    /// <summary>Machine-readable output.</summary>
    public static Option<bool> Json(string description) => new("--json") { Description = description };
}
