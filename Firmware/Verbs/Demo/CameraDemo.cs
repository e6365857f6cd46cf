using System.Text.Json;
using EdgeSnn.Firmware.Live;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Simulation;
using Spectre.Console;

namespace EdgeSnn.Firmware.Verbs;

/// <summary><c>edgesnn demo camera</c>: gestures before a simulated camera through the network <c>gestures</c>, live.</summary>
internal static class CameraDemo
{
    private const string Network = "gestures";
    private const int Rounds = 2;
    private const int FrameMicroseconds = 2000;
    private const double FirstSeconds = 0.5;

    public static int Run(DemoOptions options, Terminal terminal)
    {
        var model = NetworkSource.Open(Network).Model;
        var stage = Stage(options.Seed, out var seconds);
        var isDrawn = terminal.IsInteractive && !options.IsFast && !options.IsJson;
        var seen = new HeardList(isDrawn || options.IsJson ? null : terminal.Out);
        var tap = isDrawn ? new ActivityTap(model) : null;
        var reader = new SceneReader(stage.CreateCamera(), stage.Scene, (long)(seconds * 1e6), FrameMicroseconds);
        var events = new EventSensor(reader, EventInput.SensorOptions(model, []));
        ISensor<DvsEvent> sensor = options.IsFast ? events : new EventReplay(events, terminal.Time);
        var device = new DeviceOptions { IsRealTime = !options.IsFast, Time = terminal.Time, Tap = tap };
        using var running = new Device<DvsEvent>(model, EventInput.Join(model, sensor), [seen], device);
        if (!options.IsJson)
            terminal.Out.WriteLine($"{model.Name}: a simulated camera, seed {options.Seed}, {(options.IsFast ? "as fast as possible" : "in real time")}; Ctrl-C ends");
        var report = tap is null ? running.Run(terminal.Stop) : Show(running, model, tap, (seen, stage.Shows), terminal);
        var result = CameraReport.Of(model, options.Seed, stage.Shows, seen.Snapshot(), report);
        if (options.IsJson)
            terminal.Out.WriteLine(JsonSerializer.Serialize(result, ReportJson.Default.CameraReport));
        else
            result.Print(terminal.Out);
        return ExitCode.Ok;
    }

    /// <summary>Every gesture as often, in an order and with pauses that the seed gives.</summary>
    private static GestureStage Stage(int seed, out double seconds)
    {
        var stage = new GestureStage(new GestureOptions { NoiseHertz = (0.2, 0.5) }, seed);
        var random = new Random(seed);
        var end = FirstSeconds;
        for (var round = 0; round < Rounds; round++)
        {
            var order = Enum.GetValues<Gesture>();
            random.Shuffle(order);
            foreach (var gesture in order)
                end = stage.Add(gesture, end) + 0.7 + (0.4 * random.NextDouble());
        }

        seconds = end;
        return stage;
    }

    private static DeviceReport Show(
        Device<DvsEvent> device, NetworkModel model, ActivityTap tap, (HeardList Seen, IReadOnlyList<GestureShow> Shows) scene, Terminal terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Out) });
        device.Start();
        using (terminal.Stop.Register(device.Stop))
            new CameraView(console, model, tap, scene.Seen, scene.Shows).Show(device);
        return device.Finish();
    }
}
