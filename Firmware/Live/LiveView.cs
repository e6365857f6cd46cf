using System.Globalization;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using Spectre.Console;

namespace EdgeSnn.Firmware.Live;

/// <summary>
/// What goes on in a running device, drawn about fifteen times a second: spikes of the input and of the hidden neurons, how
/// sure the network is of each class, and what it decided. Draws on the calling thread; the network thread never waits.
/// </summary>
internal sealed class LiveView
{
    private const int RedrawMilliseconds = 66;
    private const double RasterSeconds = 5;

    private readonly IAnsiConsole _console;
    private readonly NetworkModel _model;
    private readonly ActivityTap _tap;
    private readonly HeardList _heard;
    private readonly SpikeRaster _input;
    private readonly DecisionPanels _panels;
    private readonly SpikeRaster _hidden;
    private readonly int[] _hiddenOffsets;
    private readonly SpikeEvent[] _spikes = new SpikeEvent[4096];

    public LiveView(IAnsiConsole console, NetworkModel model, ActivityTap tap, HeardList heard)
    {
        _console = console;
        _model = model;
        _tap = tap;
        _heard = heard;
        // Two rasters in panels, above six rows of bars in theirs.
        var rows = Math.Clamp((console.Profile.Height - 15) / 2, 2, 10);
        var columns = Math.Clamp(console.Profile.Width - 4, 20, 120);
        // Two bars with their labels and the list of what was heard stand side by side; what they leave is bar.
        _panels = new DecisionPanels(model, tap, Math.Clamp((console.Profile.Width - 66) / 2, 4, 16), columns: 2);
        var ticksPerDot = Math.Max(1, (int)(RasterSeconds * 1e6 / model.TickMicroseconds / (2 * columns)));
        _hiddenOffsets = new int[model.Populations.Length];
        var hidden = 0;
        for (var index = 1; index < model.Populations.Length; index++)
        {
            _hiddenOffsets[index] = hidden;
            hidden += model.Populations[index].Size;
        }

        _input = new SpikeRaster(model.Populations[0].Size, rows, columns, ticksPerDot);
        _hidden = new SpikeRaster(hidden, rows, columns, ticksPerDot);
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
                    _input.Add(spike.Tick, spike.Neuron);
                else
                    _hidden.Add(spike.Tick, _hiddenOffsets[spike.Population] + spike.Neuron);
            }
        }

        _input.Advance(Math.Max(0, _tap.Tick));
        _hidden.Advance(Math.Max(0, _tap.Tick));
    }

    private Rows Draw(TickTimes ticks)
    {
        var heard = _heard.Snapshot();
        var bottom = new Grid().AddColumn().AddColumn();
        bottom.AddRow(_panels.Confidences(), DecisionPanels.Decisions(heard, "heard"));
        return new Rows(
            Raster(_input, $"input: {_model.Populations[0].Size} channels", Color.Aqua),
            Raster(_hidden, $"neurons: {_model.Populations.Skip(1).Sum(population => population.Size)}", Color.Yellow),
            bottom,
            new Text(Status(ticks, heard), new Style(Color.Grey)));
    }

    private static Panel Raster(SpikeRaster raster, string title, Color color)
    {
        var lines = string.Join('\n', Enumerable.Range(0, raster.Rows).Select(raster.Line));
        return new Panel(new Text(lines, new Style(color))).Header(title).BorderColor(Color.Grey);
    }

    private string Status(TickTimes ticks, DecisionMessage[] heard)
    {
        var seconds = (_tap.Tick + 1) * (_model.TickMicroseconds / 1e6);
        var latency = heard.Length == 0 ? "" : $"   last decision handed over after {heard[^1].LatencyMicroseconds / 1e3:0.0} ms";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds,5:0.0} s   tick p50 {ticks.Percentile(0.5) / 1e3:0} us, p99 {ticks.Percentile(0.99) / 1e3:0} us{latency}");
    }
}
