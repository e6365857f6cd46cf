using System.Text;
using EdgeSnn.Firmware;
using EdgeSnn.Firmware.Outputs;
using EdgeSnn.Firmware.Supervision;
using EdgeSnn.Sensors.Events.Live;
using EdgeSnn.Sensors.Gpio;

namespace EdgeSnn.Tests.Firmware;

/// <summary>One run of the program inside the test process, with everything it touches captured.</summary>
public sealed class Invocation
{
    /// <summary>What standard input holds.</summary>
    public byte[] Input { get; init; } = [];

    /// <summary>Opens standard input in place of <see cref="Input"/>.</summary>
    public Func<Stream>? OpenInput { get; init; }

    /// <summary>Sees standard error as it is written.</summary>
    public TextWriter? Observer { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The pins.</summary>
    public Func<PinAssignment, IPinDriver> OpenPins { get; init; } = PinDrivers.Open;

    /// <summary>Stands for the hang-up signal.</summary>
    public ReloadRequest Reload { get; init; } = new();

    /// <summary>The environment.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>True when standard error is the journal's.</summary>
    public bool IsJournal { get; init; }

    /// <summary>Edges on the board's pins.</summary>
    public Func<string, GpioInputAddress, IEventLink>? OpenEdges { get; init; }

    /// <summary>Asks the run to end.</summary>
    public CancellationToken Stop { get; init; }

    public string Out { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string[] OutLines => Lines(Out);

    public string[] ErrorLines => Lines(Error);

    /// <summary>Runs the program with a command line; the result is its exit code.</summary>
    public int Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var raw = new MemoryStream();
        try
        {
            var terminal = new Terminal
            {
                Out = TextWriter.Synchronized(output),
                Error = Observer ?? TextWriter.Synchronized(error),
                OpenInput = OpenInput ?? (() => new MemoryStream(Input)),
                OpenOutput = () => raw,
                OpenPins = OpenPins,
                Time = Time,
                Stop = Stop,
                Reload = Reload,
                Variable = Variable,
                IsJournal = IsJournal,
            };
            return Program.Run(args, OpenEdges is null ? terminal : terminal with { OpenEdges = OpenEdges });
        }
        finally
        {
            Out = output + Encoding.UTF8.GetString(raw.ToArray());
            Error = error.ToString();
        }
    }

    private static string[] Lines(string text)
        => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
