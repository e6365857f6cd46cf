using System.CommandLine;
using EdgeSnn.Firmware.Live;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Audio;
using Spectre.Console;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>
/// <c>edgesnn</c> without a verb and <c>edgesnn demo</c>: the bundled recording through the network <c>keywords</c>, live;
/// <c>edgesnn demo camera</c>: see <see cref="CameraDemo"/>.
/// </summary>
internal static class DemoVerb
{
    /// <summary>The network that the demo runs.</summary>
    public const string Network = "keywords";
    private const string RecordingName = "demo.wav";
    private const string TranscriptName = "demo.json";

    public static void AddTo(RootCommand root, Terminal terminal)
    {
        var fast = Fast();
        root.Add(fast);
        root.SetAction(parsed => Run(parsed.GetValue(fast), terminal));
        root.Add(Create(terminal));
    }

    private static Command Create(Terminal terminal)
    {
        var (fast, ofCamera) = (Fast(), Fast());
        var seed = new Option<int>("--seed") { Description = "Of the scene: gestures, shapes, ways, pauses and noise", HelpName = "N", DefaultValueFactory = _ => 1 };
        var json = Options.Json("Print the report as JSON and nothing else");
        var camera = new Command("camera", "Gestures before a simulated event camera, through the network 'gestures'") { ofCamera, seed, json };
        camera.SetAction(parsed => CameraDemo.Run(new DemoOptions(parsed.GetValue(ofCamera), parsed.GetValue(seed), parsed.GetValue(json)), terminal));
        var demo = new Command("demo", "Spoken commands in a bundled recording, through the network 'keywords'; or the camera") { fast, camera };
        demo.SetAction(parsed => Run(parsed.GetValue(fast), terminal));
        return demo;
    }

    private static Option<bool> Fast() => new("--fast") { Description = "Play as fast as possible instead of in real time" };

    private static int Run(bool fast, Terminal terminal)
    {
        var model = NetworkSource.Open(Network).Model;
        var rate = AudioInput.SampleRateOf(model);
        using var transcript = OpenResource(TranscriptName);
        var isDrawn = terminal.IsInteractive && !fast;
        var heard = new HeardList(isDrawn ? null : terminal.Out);
        var tap = isDrawn ? new ActivityTap(model) : null;
        ISensor<short> sensor = new WavSensor(OpenRecording(), RecordingName, rate);
        if (!fast)
            sensor = AudioInput.InRealTime(sensor, model, terminal);
        var options = new DeviceOptions { IsRealTime = !fast, Time = terminal.Time, Tap = tap };
        using var device = new Device<short>(model, AudioInput.Join(model, sensor), [heard], options);
        terminal.Out.WriteLine($"{model.Name}: synthetic voices over noise, {(fast ? "as fast as possible" : "in real time")}; Ctrl-C ends");
        var report = tap is null ? device.Run(terminal.Stop) : Show(device, model, tap, heard, terminal);
        DemoSummary.Print(Transcript.Read(transcript), heard.Snapshot(), report, terminal.Out);
        return ExitCode.Ok;
    }

    private static DeviceReport Show(Device<short> device, NetworkModel model, ActivityTap tap, HeardList heard, Terminal terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Out) });
        device.Start();
        using (terminal.Stop.Register(device.Stop))
            new LiveView(console, model, tap, heard).Show(device);
        return device.Finish();
    }

    /// <summary>The recording that the demo plays, to be disposed by the caller.</summary>
    public static Stream OpenRecording() => OpenResource(RecordingName);

    private static Stream OpenResource(string name)
        => typeof(DemoVerb).Assembly.GetManifestResourceStream(name)
            ?? throw new DeviceException($"this build has no bundled {name}");
}
