using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Live;
using EdgeSnn.Sensors.Gpio;

namespace EdgeSnn.Tests.Sensors.Gpio;

public sealed class GpioInputTests
{
    private static readonly GpioInputAddress Lines = GpioInputAddress.Parse("gpio:5,6,13,edge=both");

    [Fact]
    public void Edges_are_events_in_the_column_of_their_line()
    {
        byte[] bytes =
        [
            .. EdgeRecords.Record(1_000, 6, true, 1),
            .. EdgeRecords.Record(2_500, 13, false, 2),
            .. EdgeRecords.Record(2_500, 7, true, 3),
            .. EdgeRecords.Record(9_000, 5, true, 6),
        ];
        DvsEvent[] expected = [new(1_000, 1, 0, 1), new(2_500, 2, 0, 0), new(9_000, 0, 0, 1)];
        // Any split of the bytes gives the same events.
        for (var size = 1; size <= bytes.Length; size++)
        {
            var decoder = new GpioEdgeDecoder(Lines.Lines);
            var events = new List<DvsEvent>();
            var room = new DvsEvent[IEventDecoder.SmallestRoom];
            foreach (var chunk in bytes.Chunk(size))
            {
                for (var start = 0; start < chunk.Length;)
                {
                    events.AddRange(room[..decoder.Decode(chunk.AsSpan(start), room, out var consumed)]);
                    start += consumed;
                }
            }

            Assert.Equal(expected, events);
            Assert.Equal((1L, new EventGeometry(3, 1)), (decoder.Counters.Unknown, decoder.Geometry));
        }
    }

    [Fact]
    public void An_edge_is_a_spike_on_the_channel_of_its_line()
    {
        var time = new ManualTime();
        using var link = new EdgeRecords(Lines) { OnSilence = () => time.Advance(TimeSpan.FromMilliseconds(5)) };
        using var stop = new CancellationTokenSource();
        using var reader = new LiveEventReader(link, time, stop.Token);
        link.Add(5_000_000, 6);
        link.Add(5_000_100, 13);
        link.Add(5_001_200, 5);
        using var sensor = new EventSensor(reader, new EventSensorOptions { TickMicroseconds = 1_000, Filters = [], Geometry = new(3, 1) });
        var encoder = new EventGridEncoder(new EventGridOptions { Width = 3, Height = 1, PolarityChannels = 1, TickMicroseconds = 1_000 });
        var spikes = new SpikeList(3);
        var heard = new List<string>();
        var buffer = new DvsEvent[64];
        for (var read = 0; read < 12; read++)
        {
            sensor.Read(buffer, out var count);
            for (var start = 0; start < count;)
            {
                start += encoder.Encode(buffer.AsSpan(start, count - start), spikes, out var complete);
                if (complete && spikes.Count > 0)
                    heard.Add(string.Join(' ', spikes.Neurons.ToArray()));
            }
        }

        Assert.Equal(["1 2", "0"], heard);
    }

    [Theory]
    [InlineData("gpio:5", true, false, 0, null)]
    [InlineData("gpio:5,edge=falling,bias=up", false, true, 1, null)]
    [InlineData("gpio:edge=both,5,bias=down,chip=gpiochip4", true, true, -1, "gpiochip4")]
    public void Addresses_are_read(string source, bool rising, bool falling, int bias, string? chip)
    {
        var address = GpioInputAddress.Parse(source);
        Assert.Equal([5], address.Lines);
        Assert.Equal((rising, falling, bias, chip), (address.IsRising, address.IsFalling, address.Bias, address.Chip));
    }

    [Theory]
    [InlineData("gpio:", "'' is neither a line")]
    [InlineData("gpio:edge=both", "0 lines")]
    [InlineData("gpio:5,5", "line 5 stands twice")]
    [InlineData("gpio:5,edge=up", "'edge=up' is neither a line")]
    [InlineData("gpio:-5", "'-5' is neither a line")]
    public void What_cannot_be_is_refused_with_a_reason(string source, string reason)
        => Assert.Contains(reason, Assert.Throws<FormatException>(() => GpioInputAddress.Parse(source)).Message, StringComparison.Ordinal);
}
