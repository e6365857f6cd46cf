using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using EdgeSnn.Firmware.Supervision;
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
        var reload = new ReloadRequest();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload);
        return Run(args, Terminal.OfProcess(reload, stop.Token));

        // The first signal ends the run in order, so that pins go low and clients get what is queued; a second one kills.
        void End(PosixSignalContext context)
        {
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }

        void Reload(PosixSignalContext context)
        {
            if (reload.TryRaise())
                context.Cancel = true;
            else
                End(context);
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
            return Report(error, terminal);
        }
    }

    private static int Report(Exception error, Terminal terminal)
    {
        var writer = terminal.Error;
        var isDebug = Environment.GetEnvironmentVariable(DebugVariable) == "1";
        var isExpected = error is UsageException or BadFileException or ModelFormatException or AudioFormatException or EventFormatException or DeviceException or IOException;
        var hint = isExpected || isDebug ? "" : $" ({error.GetType().Name}; {DebugVariable}=1 shows where)";
        writer.WriteLine(EventLog.Format(LogPriority.Error, $"{OneLine.Of(error)}{hint}", terminal.IsJournal));
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
