using System.CommandLine;
using EdgeSnn.Firmware.Outputs;
using EdgeSnn.Firmware.Supervision;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Audio.Capture;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Filters;
using EdgeSnn.Sensors.Events.Live;

namespace EdgeSnn.Firmware.Verbs;

/// <summary><c>edgesnn run</c>: audio or events through a network to outputs.</summary>
internal static class RunVerb
{
    private const int FarewellMilliseconds = 50;

    /// <summary>Printed below the options.</summary>
    public static readonly string Notes = $"""
        Examples:
          edgesnn run --audio speech.wav
          arecord -q -f S16_LE -r 16000 -c 1 -t raw | edgesnn run --audio - --out tcp://0.0.0.0:5005
          edgesnn run --audio alsa:plughw:1,0 --out gpio:on=17,off=27
          edgesnn run --audio alsa:default --trigger gpio:22,edge=falling,bias=up,window=3s
          edgesnn run --audio - --rate 44100 --out gpio:on=17,off=27,pulse=200ms --out jsonl:heard.jsonl
          edgesnn run --model digits.esnn --events recording.raw --realtime
          edgesnn run --model gestures --events tcp://127.0.0.1:7777 --filter denoise
          edgesnn run --config edgesnn.json --fifo

        Outputs:
        {string.Join('\n', Catalog.Outputs.Select(output => $"  {output.Syntax,-34}{output.Description}"))}

        Microphones ('edgesnn list --devices' shows those there are):
        {string.Join('\n', AudioInput.Microphones.Select(source => $"  {source.Syntax,-34}{source.Description}"))}

        Live sources of events:
        {string.Join('\n', LiveEvents.All.Select(source => $"  {source.Syntax,-34}{source.Description}"))}
        A source that is not there, or is lost, is tried again until the run is ended; a microphone has to be there at the start.

        Filters of events:
        {string.Join('\n', EventFilters.All.Select(filter => $"  {filter.Syntax,-34}{filter.Description}"))}

        What the run was like (loss, tick times) is printed on standard error at its end.
        """;

    public static Command Create(Terminal terminal)
    {
        var line = new RunCommandLine();
        var command = new Command("run", "Runs a network on audio or on events and says what it decides on every output given (default: console)");
        foreach (var option in line.Options)
            command.Add(option);
        command.SetAction(parsed => Run(
            line.Read(parsed), line.ConfigurationOf(parsed) is null ? null : () => line.Read(parsed), terminal));
        return command;
    }

    private static int Run(RunOptions options, Func<RunOptions>? reread, Terminal terminal)
    {
        var request = new RunRequest(options, reread, NetworkSource.Open(options.Model).Model);
        var model = request.Model;
        if (options.Audio is not null)
        {
            if (!NetworkInput.IsAudio(model))
                throw NetworkInput.Mismatch(model, "--audio");
            using var sensor = OpenAudio(options, model, terminal);
            var isPaced = options.IsRealTime || AudioInput.IsLive(options.Audio);
            Run(request with { Options = options with { IsRealTime = isPaced } }, next => AudioInput.Join(next, sensor), terminal);
            if (sensor is Microphone microphone)
                MicrophoneSummary.Print(microphone, terminal.Error);
            return ExitCode.Ok;
        }

        if (!NetworkInput.IsEvents(model))
            throw NetworkInput.Mismatch(model, "--events");
        using var reader = EventInput.Open(options.Events!, options.Format, terminal);
        using var events = new EventSensor(reader, EventInput.SensorOptions(model, options.Filters));
        // A live source has its own pace, and a network that is too slow for it must lose events, not time.
        var isLive = LiveEvents.Names(options.Events!);
        ISensor<DvsEvent> input = options.IsRealTime && !isLive ? new EventReplay(events, terminal.Time) : events;
        IEncoder<DvsEvent>? encoder = null;
        Run(request with { Options = options with { IsRealTime = options.IsRealTime || isLive } }, Join, terminal);
        if (reader is LiveEventReader live)
            EventSummary.Print(options.Events!, live, terminal.Error);
        if (encoder is EventGridEncoder grid)
            EventSummary.Print(events, grid, terminal.Error);
        return ExitCode.Ok;

        // A network taken over later goes on with the encoder of the first.
        DeviceInput<DvsEvent> Join(NetworkModel next)
        {
            var joined = EventInput.Join(next, input);
            encoder ??= joined.Encoder;
            return joined;
        }
    }

    private static int Run<TSample>(RunRequest request, Func<NetworkModel, DeviceInput<TSample>> join, Terminal terminal)
        where TSample : unmanaged
    {
        var options = request.Options;
        var model = WithThreshold(request.Model, options.Threshold);
        var input = join(model);
        using var trigger = options.Trigger is { } line ? new EdgeTrigger(line, terminal.OpenEdges, terminal.Time) : null;
        List<IOutput> Open(string[] addresses) => CreateOutputs(addresses, model, trigger, terminal);
        var outputs = Open(options.Outputs);
        using var log = new EventLog(terminal.Error, terminal.IsJournal, terminal.Time);
        var deviceOptions = new DeviceOptions
        {
            IsRealTime = options.IsRealTime,
            CatchUpTicks = options.CatchUpTicks,
            Threads = options.Threads,
            RealTime = options.RealTime,
            Time = terminal.Time,
            OnFault = fault => log.Write(LogPriority.Warning, fault),
        };
        using var device = new Device<TSample>(model, input, outputs, deviceOptions);
        if (options.Threads > 1)
            log.Write(LogPriority.Info, ThreadText.Of(model.Name, options.Threads, device.NetworkThreads));
        var report = new RunSession<TSample>(device, request, join, Open, terminal, log).Run();
        if (options.Report is { } path)
            RunReport.Of(report, model).Write(path);
        if (!terminal.Stop.IsCancellationRequested)
            Summarize();
        else
            InTime(Summarize);
        return ExitCode.Ok;

        void Summarize()
        {
            RunSummary.Print(report, model, terminal.Error);
            if (trigger is not null)
                TriggerSummary.Print(trigger, outputs.OfType<TriggeredOutput>(), terminal.Error);
        }
    }

    // After a stop nobody may be reading any more, and the program must end all the same.
    private static void InTime(Action action)
    {
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (IOException)
            {
                // The terminal went away.
            }
        }) { IsBackground = true };
        thread.Start();
        thread.Join(FarewellMilliseconds);
    }

    /// <summary>The re-arm level follows the threshold in the network's own proportion.</summary>
    public static NetworkModel WithThreshold(NetworkModel model, double? threshold)
    {
        if (threshold is not { } confidence)
            return model;
        var trigger = (int)(confidence * (1 << 15));
        var rearm = (int)((long)model.Decoder.RearmThreshold * trigger / model.Decoder.TriggerThreshold);
        return model with { Decoder = model.Decoder with { TriggerThreshold = trigger, RearmThreshold = Math.Max(1, rearm) } };
    }

    private static ISensor<short> OpenAudio(RunOptions options, NetworkModel model, Terminal terminal)
    {
        var rate = AudioInput.SampleRateOf(model);
        ISensor<short> sensor = options.Repeat > 1
            ? new RepeatedSensor(() => AudioInput.Open(options.Audio!, options.Rate, rate, terminal), options.Repeat)
            : AudioInput.Open(options.Audio!, options.Rate, rate, terminal);
        return options.IsRealTime && !AudioInput.IsLive(options.Audio!) ? AudioInput.InRealTime(sensor, model, terminal) : sensor;
    }

    /// <summary>Opens outputs, all or none.</summary>
    private static List<IOutput> CreateOutputs(string[] addresses, NetworkModel model, EdgeTrigger? trigger, Terminal terminal)
    {
        var outputs = new List<IOutput>();
        try
        {
            foreach (var address in addresses)
            {
                var output = Catalog.CreateOutput(address, model, terminal);
                outputs.Add(trigger is null ? output : new TriggeredOutput(output, trigger));
            }

            return outputs;
        }
        catch
        {
            foreach (var output in outputs)
                output.Dispose();
            throw;
        }
    }
}
