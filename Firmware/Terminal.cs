using EdgeSnn.Firmware.Outputs;

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

    /// <summary>Opens the board's pins.</summary>
    public Func<IPinDriver> OpenPins { get; init; } = () => new BoardPins();

    /// <summary>Clock of replay, latencies and pulses.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>True when standard output is a terminal that can be drawn on.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>True when standard error is a terminal, so that a progress bar makes sense.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>Cancelled by Ctrl-C or a termination signal.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>The terminal this process was started in.</summary>
    public static Terminal OfProcess(CancellationToken stop) => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        OpenInput = Console.OpenStandardInput,
        OpenOutput = Console.OpenStandardOutput,
        IsInteractive = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        ShowsProgress = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        Stop = stop,
    };
}
