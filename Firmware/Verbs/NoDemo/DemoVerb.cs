using System.CommandLine;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What a device's build has for the demo: one line that says where it is.</summary>
internal static class DemoVerb
{
    /// <summary>The network the recording is for: none.</summary>
    public const string Network = "";

    public static void AddTo(RootCommand root, Terminal terminal)
    {
        var demo = new Command("demo", "Not in this build: a recording played live, in the .NET build on a desktop") { TreatUnmatchedTokensAsErrors = false };
        demo.SetAction(Refuse);
        root.Add(demo);
        root.SetAction(Refuse);
    }

    /// <summary>There is no recording.</summary>
    public static Stream OpenRecording() => throw new DeviceException("this build has no bundled recording");

    private static int Refuse(ParseResult parsed) => throw new UsageException(
        "the demo is not in this build, which leaves its recording and pictures out for a device; "
        + "'edgesnn run' listens, 'edgesnn --help' lists the verbs");
}
