using System.CommandLine;

namespace EdgeSnn.Firmware.Verbs.Events.Show;

/// <summary>What a device's build has for pictures of events: one line that says where they are made.</summary>
internal static class ShowVerb
{
    public const string Notes = "";

    public static Command Create(Terminal terminal)
    {
        var command = new Command("show", "Not in this build: recordings of events as pictures, in the .NET build on a desktop") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(Refuse);
        return command;
    }

    private static int Refuse(ParseResult parsed) => throw new UsageException(
        "'show' is not in this build, which leaves pictures out for a device; use it in the .NET build on a desktop");
}
