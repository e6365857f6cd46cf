using System.CommandLine;
using System.Text.Json;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs.Bench;

/// <summary><c>edgesnn bench</c>: what a network costs on this machine, stage by stage.</summary>
internal static class BenchVerb
{
    private const double MostSeconds = 3600;

    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        Without --audio or --events a network hears or sees what is made for it: 'keywords' the demo's recording, others buzz,
        hiss and silence in turn, or a square that moves in noise; a network that takes spikes as they are gets random ones.
        Activity makes the cost, so measure with your own recording before you trust the headroom. Short input is repeated.

        Times are of one thread. CPU time is the thread's own and not stretched by others; times per tick are by the
        clock on the wall, so their maximum tells how busy the machine was. With --threads N the network alone is then
        stepped on one thread and on N in turn, over the same spikes, and the gain is told.

        Examples:
          edgesnn bench --model keywords
          edgesnn bench --model mine.esnn --audio street.wav --seconds 60
          edgesnn bench --model large.esnn --threads 4
          edgesnn bench --model gestures --events scene.aedat4 --json
        """;

    public static Command Create(Terminal terminal)
    {
        var model = Options.Model();
        var audio = new Option<string?>("--audio", "-a") { Description = "A WAV file to measure with, for a network that hears", HelpName = "FILE" };
        var events = new Option<string?>("--events", "-e") { Description = "A recording of events to measure with, for a network that sees", HelpName = "FILE" };
        var format = new Option<string?>("--format") { Description = "Format of the events (default: told by content)", HelpName = "NAME" };
        var seconds = new Option<double>("--seconds") { Description = "How much input to measure with", HelpName = "N", DefaultValueFactory = _ => 20 };
        var threads = new Option<int>("--threads")
        {
            Description = "Compare so many threads with one, 1 to 64", HelpName = "N", DefaultValueFactory = _ => 1,
        };
        var json = Options.Json("Print the figures as JSON");
        var command = new Command("bench", "Measures what a network costs on this machine, stage by stage, and how far from real time it is")
        {
            model, audio, events, format, seconds, threads, json,
        };
        command.SetAction(parsed =>
        {
            var request = new BenchRequest(
                parsed.GetValue(model)!, parsed.GetValue(audio), parsed.GetValue(events), parsed.GetValue(format), parsed.GetValue(seconds),
                parsed.GetValue(threads));
            var report = Measure(request, terminal);
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.BenchReport));
            else
                BenchText.Print(report, terminal.Out);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Measures a network.</summary>
    /// <exception cref="UsageException">Options that do not go together or do not fit the network.</exception>
    /// <exception cref="BadFileException">The network or the recording cannot be read.</exception>
    public static BenchReport Measure(BenchRequest request, Terminal terminal)
    {
        Check(request);
        var model = NetworkSource.Open(request.Model).Model;
        if (request.Audio is not null && !NetworkInput.IsAudio(model))
            throw NetworkInput.Mismatch(model, "--audio");
        if (request.Events is not null && !NetworkInput.IsEvents(model))
            throw NetworkInput.Mismatch(model, "--events");
        if (NetworkInput.IsAudio(model))
            return Measure(model, BenchStimulus.Sound(model, request.Audio), request, terminal);
        return NetworkInput.IsEvents(model)
            ? Measure(model, BenchStimulus.Events(model, request.Events, request.Format), request, terminal)
            : Measure(model, BenchStimulus.Spikes(model), request, terminal);
    }

    private static BenchReport Measure<TSample>(NetworkModel model, BenchStimulus<TSample> stimulus, BenchRequest request, Terminal terminal)
        where TSample : unmanaged
    {
        var benchmark = new StageBenchmark<TSample>(model, stimulus, (request.Seconds, request.Threads), terminal.Stop);
        var work = Task.Run(benchmark.Run);
        ProgressBar.Show(terminal, $"measuring {model.Name}", work, () => benchmark.Done);
        return work.Result;
    }

    private static void Check(BenchRequest request)
    {
        if (request.Audio is not null && request.Events is not null)
            throw new UsageException("give one of --audio FILE and --events FILE; see 'edgesnn bench --help'");
        if (request.Audio == EventRecording.Standard || request.Events == EventRecording.Standard)
            throw new UsageException("bench measures with a file, which it can repeat, not with standard input");
        if (request.Events is not null && LiveEvents.Names(request.Events))
            throw new UsageException($"--events {request.Events}: bench measures with a recording, which it can repeat; make one with 'edgesnn record'");
        if (request.Format is not null && request.Events is null)
            throw new UsageException("--format needs --events");
        if (request.Seconds is not (> 0 and <= MostSeconds))
            throw new UsageException($"--seconds {request.Seconds}: more than 0, at most {MostSeconds}");
        if (request.Threads is < 1 or > NetworkOptions.MostThreads)
            throw new UsageException($"--threads {request.Threads}: 1 to {NetworkOptions.MostThreads}");
    }
}
