using System.CommandLine;
using System.Diagnostics;
using EdgeSnn.Firmware.Outputs;

namespace EdgeSnn.Firmware.Verbs;

/// <summary><c>edgesnn gpio safe</c>: drives pins to their safe level from outside, for when a run could not.</summary>
internal static class GpioVerb
{
    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        Examples:
          edgesnn gpio safe gpio:on=17,off=27,active=low
          edgesnn gpio safe --after 4711 gpio:on=17,off=27         as soon as process 4711 has ended, however it ended

        A run drives its pins to their safe level itself, also when it fails. It cannot when it is killed (SIGKILL): put this
        behind ExecStopPost= of its systemd unit, or run it beside the program with --after.
        """;

    public static Command Create(Terminal terminal)
    {
        var addresses = new Argument<string[]>("ADDRESS")
        {
            Description = "Pins as of 'edgesnn run --out'; labels may be any", Arity = ArgumentArity.OneOrMore,
        };
        var after = new Option<int?>("--after") { Description = "Wait until this process has ended", HelpName = "PID" };
        var safe = new Command("safe", "Drives the pins of outputs to their safe level") { addresses, after };
        safe.SetAction(parsed => MakeSafe(parsed.GetValue(addresses)!, parsed.GetValue(after), terminal));
        return new Command("gpio", "Looks after the pins of outputs") { safe };
    }

    private static int MakeSafe(string[] addresses, int? after, Terminal terminal)
    {
        var assignments = addresses.Select(address => address.StartsWith(PinAssignment.Scheme, StringComparison.Ordinal)
            ? PinAssignment.Parse(address, null)
            : throw new UsageException($"{address}: not {PinAssignment.Scheme}LABEL=PIN")).ToArray();
        if (after is { } process)
            WaitForEnd(process, terminal.Stop);
        foreach (var assignment in assignments)
        {
            using var pins = terminal.OpenPins(assignment);
            pins.Open([.. assignment.Pins], assignment.SafeLevel);
            terminal.Out.WriteLine($"{string.Join(", ", assignment.Pins)}: {(assignment.SafeLevel ? "high" : "low")}");
        }

        return ExitCode.Ok;
    }

    private static void WaitForEnd(int id, CancellationToken stop)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.WaitForExitAsync(stop).GetAwaiter().GetResult();
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }
}
