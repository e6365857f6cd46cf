using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using EdgeSnn.Firmware.Verbs;
using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware;

/// <summary>The program <c>edgesnn</c>: verbs, exit codes, and one clear line for everything that goes wrong.</summary>
public static class Program
{
    private const string DebugVariable = "EDGESNN_DEBUG";

    private static int Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        return Run(args, Terminal.OfProcess(stop.Token));

        // The first signal ends the run in order, so that pins go low and clients get what is queued; a second one kills.
        void End(PosixSignalContext context)
        {
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    /// <summary>Runs the program.</summary>
    /// <param name="args">The command line after the program's name.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            var root = Root.Create(terminal);
            var parsed = root.Parse(args);
            if (parsed.Action is ParseErrorAction || (parsed.Errors.Count > 0 && parsed.Action is null))
                throw new UsageException(Root.Explain(parsed, args));
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (OperationCanceledException) when (terminal.Stop.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
        catch (Exception error)
        {
            return Report(error, terminal.Error);
        }
    }

    private static int Report(Exception error, TextWriter writer)
    {
        var isDebug = Environment.GetEnvironmentVariable(DebugVariable) == "1";
        var isExpected = error is UsageException or BadFileException or ModelFormatException or AudioFormatException or EventFormatException or DeviceException or IOException;
        var hint = isExpected || isDebug ? "" : $" ({error.GetType().Name}; {DebugVariable}=1 shows where)";
        writer.WriteLine($"edgesnn: {OneLine.Of(error)}{hint}");
        if (isDebug)
            writer.WriteLine(error);
        return error switch
        {
            UsageException => ExitCode.Usage,
            BadFileException or ModelFormatException or AudioFormatException or EventFormatException => ExitCode.BadFile,
            FileNotFoundException or DirectoryNotFoundException => ExitCode.BadFile,
            _ => ExitCode.Device,
        };
    }
}
