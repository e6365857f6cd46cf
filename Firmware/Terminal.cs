using EdgeSnn.Firmware.Outputs;
using EdgeSnn.Firmware.Supervision;
using EdgeSnn.Sensors.Events.Live;
using EdgeSnn.Sensors.Gpio;

namespace EdgeSnn.Firmware;

/// <summary>What the program touches of the outside, so that a test can stand in for all of it.</summary>
public sealed record Terminal
{
    /// <summary>Results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Errors, progress, and what a run was like.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input as bytes.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Opens standard output as bytes.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>The way to the board's pins.</summary>
    public Func<PinAssignment, IPinDriver> OpenPins { get; init; } = PinDrivers.Open;

    /// <summary>The way to edges on the board's pins.</summary>
    public Func<string, GpioInputAddress, IEventLink> OpenEdges { get; init; } = LiveEvents.OpenEdges;

    /// <summary>Clock of replay, latencies and pulses.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>True when standard output is a terminal that can be drawn on.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>True when standard error is a terminal, so that a progress bar makes sense.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>Cancelled by Ctrl-C or a termination signal.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Raised by a hang-up signal.</summary>
    public ReloadRequest Reload { get; init; } = new();

    /// <summary>The environment.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>True when the journal reads standard error, which then wants a priority in front of each line.</summary>
    public bool IsJournal { get; init; }

    /// <summary>The terminal this process was started in.</summary>
    public static Terminal OfProcess(ReloadRequest reload, CancellationToken stop) => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        OpenInput = Console.OpenStandardInput,
        OpenOutput = Console.OpenStandardOutput,
        IsInteractive = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        ShowsProgress = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        Stop = stop,
        Reload = reload,
        Variable = Environment.GetEnvironmentVariable,
        IsJournal = EventLog.IsJournal(Environment.GetEnvironmentVariable, StandardError()),
    };

    private static string? StandardError()
    {
        const string link = "/proc/self/fd/2";
        try
        {
            return OperatingSystem.IsLinux() ? new FileInfo(link).LinkTarget : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
