using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Live;
using EdgeSnn.Tests.Allocation;

namespace EdgeSnn.Tests.Sensors.Events.Live;

public class DatagramTests
{
    public static TheoryData<string> Layouts => ["spif", "faery", "faery32"];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void What_is_packed_is_unpacked_the_same_across_wraps_of_time(string layout)
    {
        var (packer, decoder) = Pair(layout);
        // Times of 32 bits wrap every 71.6 minutes.
        var events = SyntheticEvents.Create(3, 4000, longestGap: 1_500_000_000);
        Assert.True(events[^1].Microseconds > 3L << 32);
        Assert.Equal(events, Unpack(Pack(packer, events), decoder));
        Assert.Equal(0, decoder.Counters.Regressions + decoder.Counters.Unknown + decoder.Counters.DamagedBytes);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_cut_datagram_loses_its_last_event_alone(string layout)
    {
        var (packer, decoder) = Pair(layout);
        var events = SyntheticEvents.Create(4, 60, longestGap: 100)[..50];
        var datagrams = Pack(packer, events);
        datagrams[0] = datagrams[0][..^3];
        Assert.Equal(events.Length - 1, Unpack(datagrams, decoder).Length);
        Assert.InRange(decoder.Counters.DamagedBytes, 1, 12);
    }

    [Fact]
    public void Words_without_time_are_stamped_as_they_arrive()
    {
        var time = new ManualTime();
        var decoder = new SpifDecoder(new EventGeometry(64, 64), time);
        byte[] datagram = [0x05, 0x80, 0x07, 0x80];
        time.Advance(TimeSpan.FromMilliseconds(3));
        var first = Assert.Single(Unpack([datagram], decoder));
        Assert.Equal(new DvsEvent(first.Microseconds, 7, 5, 1), first);
        time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(first.Microseconds + 2000, Assert.Single(Unpack([datagram], decoder)).Microseconds);
    }

    [Fact]
    public void A_late_datagram_of_faery_is_dropped_whole_and_counted()
    {
        var packer = new FaeryPacker(false);
        var decoder = new FaeryDecoder(default, false);
        byte[][] datagrams = [packer.Pack([new(5000, 1, 1, 1)]).ToArray(), packer.Pack([new(4000, 2, 2, 1), new(6000, 2, 2, 1)]).ToArray(), packer.Pack([new(5500, 3, 3, 1)]).ToArray()];
        Assert.Equal([1, 3], Unpack(datagrams, decoder).Select(one => (int)one.X));
        Assert.Equal(2, decoder.Counters.Unknown);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Random_datagrams_give_events_in_order_within_the_sensor(string layout)
    {
        var random = new Random(7);
        var (_, decoder) = Pair(layout);
        var datagrams = Enumerable.Range(0, 500).Select(_ =>
        {
            var bytes = new byte[random.Next(0, 1500)];
            random.NextBytes(bytes);
            return bytes;
        }).ToArray();
        var events = Unpack(datagrams, decoder);
        Assert.Equal(events.Select(one => one.Microseconds).Order(), events.Select(one => one.Microseconds));
        Assert.All(events, one => Assert.True(one.X < SyntheticEvents.Geometry.Width && one.Y < SyntheticEvents.Geometry.Height));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Decoding_allocates_nothing(string layout)
    {
        var (packer, _) = Pair(layout);
        var datagrams = Pack(packer, SyntheticEvents.Create(5, 500, longestGap: 100));
        var room = new DvsEvent[4096];
        var allocated = Allocated.Least(() => Pair(layout).Decoder, decoder =>
        {
            foreach (var datagram in datagrams)
            {
                decoder.Begin(datagram.Length);
                decoder.Decode(datagram, room, out _);
            }
        });
        Assert.Equal(0, allocated);
    }

    private static (IEventPacker Packer, DatagramDecoder Decoder) Pair(string layout) => layout switch
    {
        "spif" => (new SpifPacker(), new SpifDecoder(SyntheticEvents.Geometry, TimeProvider.System)),
        "faery" => (new FaeryPacker(false), new FaeryDecoder(SyntheticEvents.Geometry, false)),
        _ => (new FaeryPacker(true), new FaeryDecoder(SyntheticEvents.Geometry, true)),
    };

    private static byte[][] Pack(IEventPacker packer, DvsEvent[] events) =>
        [.. events.Chunk(packer.MostEvents).Select(part => packer.Pack(part).ToArray())];

    // With little room, so that datagrams are taken in several parts.
    private static DvsEvent[] Unpack(byte[][] datagrams, DatagramDecoder decoder)
    {
        var events = new List<DvsEvent>();
        var room = new DvsEvent[IEventDecoder.SmallestRoom];
        foreach (var datagram in datagrams)
        {
            decoder.Begin(datagram.Length);
            for (var start = 0; start < datagram.Length;)
            {
                events.AddRange(room[..decoder.Decode(datagram.AsSpan(start), room, out var consumed)]);
                start += consumed;
            }
        }

        return [.. events];
    }
}
