using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Tests.Allocation;
using EdgeSnn.Tests.Runtime;
using RuntimeCatalog = EdgeSnn.Runtime.Catalog;

namespace EdgeSnn.Tests.Sensors;

/// <summary>The same pipeline that hears words sees events.</summary>
public class EventPipelineTests
{
    [Fact]
    public void Empty_ticks_between_events_are_stepped()
    {
        var pipeline = Create(out var network);
        Run(pipeline, [new(0, 0, 0, 1), new(10_500, 0, 0, 1), DvsEvent.TimeMark(11_000)]);
        Assert.Equal(11, network.Tick);
        Assert.Equal(2, network.Counters.Spikes[0]);
    }

    [Fact]
    public void More_events_of_a_side_are_a_decision_for_it()
    {
        var pipeline = Create(out _);
        DvsEvent[] events = [.. Enumerable.Range(0, 40).Select(index => new DvsEvent(index * 250, (ushort)(index < 30 ? 1 : 0), 0, 1))];
        Assert.Contains(1, Run(pipeline, events));
    }

    [Fact]
    public void Stepping_allocates_nothing()
    {
        var pipeline = Create(out _);
        DvsEvent[] events = [.. Enumerable.Range(0, 4_000).Select(index => new DvsEvent(index * 130, (ushort)(index & 1), 0, (byte)(index / 7 % 2)))];
        var ticks = Advance(pipeline, events);
        var allocated = Allocated.Least(
            () =>
            {
                pipeline.Reset();
                return pipeline;
            },
            warm => ticks = Advance(warm, events));
        Assert.Equal(0, allocated);
        Assert.Equal(519, ticks);
    }

    private static int Advance(Pipeline<DvsEvent> pipeline, ReadOnlySpan<DvsEvent> events)
    {
        var ticks = 0;
        while (!events.IsEmpty)
        {
            events = events[pipeline.Advance(events, out var result)..];
            ticks += result.TickComplete ? 1 : 0;
        }

        return ticks;
    }

    private static List<int> Run(Pipeline<DvsEvent> pipeline, ReadOnlySpan<DvsEvent> events)
    {
        var classes = new List<int>();
        while (!events.IsEmpty)
        {
            events = events[pipeline.Advance(events, out var result)..];
            if (result.Fired)
                classes.Add(result.Decision.Class);
        }

        return classes;
    }

    private static Pipeline<DvsEvent> Create(out Network network)
    {
        var grid = new EventGridOptions { Width = 2, Height = 1, PolarityChannels = 1 };
        var model = RandomNetwork.Model(
            [
                new() { Name = "input", Size = 2, Kind = NeuronKind.Input },
                new() { Name = "output", Size = 2, Kind = NeuronKind.Lif, MembraneDecay = [Decay.FromRaw(30000)], Threshold = [Potential.FromRaw(20)] },
            ],
            [new() { Pre = 0, Post = 1, WeightBits = 8, Scale = [1], Storage = SynapseStorage.Dense, Weights = [12, 0, 0, 12] }]);
        model = model with { Encoder = grid.ToModel(), Decoder = model.Decoder with { WindowTicks = 4, RefractoryTicks = 5 } };
        network = new Network(model);
        return new Pipeline<DvsEvent>(EdgeSnn.Sensors.Catalog.CreateEventEncoder(model.Encoder), network, RuntimeCatalog.CreateDecoder(model));
    }
}
