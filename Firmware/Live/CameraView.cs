using System.Globalization;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events.Simulation;
using Spectre.Console;

namespace EdgeSnn.Firmware.Live;

/// <summary>
/// What a camera sees and what a network makes of it, drawn about fifteen times a second; fits 80 by 24 characters. Draws on
/// the calling thread; the network thread never waits.
/// </summary>
internal sealed class CameraView
{
    private const int RedrawMilliseconds = 66;
    private const int KeptMicroseconds = 80_000;
    private const int BarWidth = 10;

    private readonly IAnsiConsole _console;
    private readonly NetworkModel _model;
    private readonly ActivityTap _tap;
    private readonly HeardList _seen;
    private readonly IReadOnlyList<GestureShow> _shows;
    private readonly EventPicture _picture;
    private readonly DecisionPanels _panels;
    private readonly SpikeEvent[] _spikes = new SpikeEvent[4096];

    public CameraView(IAnsiConsole console, NetworkModel model, ActivityTap tap, HeardList seen, IReadOnlyList<GestureShow> shows)
    {
        _console = console;
        _model = model;
        _tap = tap;
        _seen = seen;
        _shows = shows;
        _panels = new DecisionPanels(model, tap, BarWidth, columns: 1);
        var grid = EventGridOptions.Read(model.Encoder);
        _picture = new EventPicture(grid.Width, grid.Height, grid.PolarityChannels, KeptMicroseconds / model.TickMicroseconds);
    }

    /// <summary>Draws until the device is done.</summary>
    public void Show<TSample>(Device<TSample> device) where TSample : unmanaged => _console.Live(Draw(device.Ticks)).Start(live =>
    {
        bool done;
        do
        {
            done = device.Wait(TimeSpan.FromMilliseconds(RedrawMilliseconds));
            TakeSpikes();
            live.UpdateTarget(Draw(device.Ticks));
        }
        while (!done);
    });

    private void TakeSpikes()
    {
        for (int count; (count = _tap.TakeSpikes(_spikes)) > 0;)
        {
            foreach (var spike in _spikes.AsSpan(0, count))
            {
                if (spike.Population == 0)
                    _picture.Add(spike.Tick, spike.Neuron);
            }
        }

        _picture.Advance(_tap.Tick);
    }

    private Rows Draw(TickTimes ticks)
    {
        var seen = _seen.Snapshot();
        var seconds = (_tap.Tick + 1) * (_model.TickMicroseconds / 1e6);
        var lines = string.Join('\n', Enumerable.Range(0, _picture.Height).Select(_picture.Line));
        var picture = new Panel(new Text(lines, new Style(Color.Aqua))).Header("camera").BorderColor(Color.Grey);
        var grid = new Grid().AddColumn().AddColumn();
        grid.AddRow(picture, new Rows(_panels.Confidences(), DecisionPanels.Decisions(seen, "seen")));
        return new Rows(grid, new Text(Status(seconds, ticks, seen), new Style(Color.Grey)));
    }

    private string Status(double seconds, TickTimes ticks, DecisionMessage[] seen)
    {
        var shown = "nothing";
        foreach (var show in _shows)
        {
            if (seconds >= show.Start && seconds <= show.End)
                shown = _model.Labels[(int)show.Gesture];
        }

        var latency = seen.Length == 0 ? "" : $"   handed over after {seen[^1].LatencyMicroseconds / 1e3:0.0} ms";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds,5:0.0} s   shown: {shown,-17}   tick p50 {ticks.Percentile(0.5) / 1e3:0} us{latency}");
    }
}
