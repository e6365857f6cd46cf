using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Containers;

namespace EdgeSnn.Tests.Sensors.Events.Containers;

public sealed class BagTests
{
    [Theory]
    [InlineData("rosbag", "none", "evt3")]
    [InlineData("rosbag", "lz4", "evt3")]
    [InlineData("rosbag", "bz2", "evt3")]
    [InlineData("rosbag", "none", "structs")]
    [InlineData("rosbag", "lz4", "prophesee")]
    [InlineData("rosbag", "none", "libcaer_cmp")]
    [InlineData("mcap", "", "evt3")]
    [InlineData("mcap", "lz4", "evt3")]
    [InlineData("mcap", "zstd", "evt2")]
    [InlineData("mcap", "zstd", "mono")]
    [InlineData("mcap", "", "libcaer")]
    [InlineData("mcap", "", "libcaer_cmp")]
    [InlineData("mcap", "lz4", "structs")]
    [InlineData("db3", "", "evt3")]
    [InlineData("db3", "", "structs")]
    public void Events_come_out_of_every_container_and_encoding(string format, string packing, string encoding)
    {
        var events = SyntheticEvents.Create(seed: 7, bursts: 1_500, longestGap: 100_000);
        var bytes = Write(format, packing, encoding, events);
        var decoded = Read(bytes, out var taken, out var counters, out var geometry);
        Assert.Equal(format, taken);
        Assert.Equal(events, decoded);
        Assert.Equal(EventMessages.Geometry, geometry);
        Assert.Equal(events.Length, counters.Events);
        Assert.Equal((0, 0, 0, 0), (counters.Regressions, counters.OutOfRange, counters.Unknown, counters.DamagedBytes));
    }

    [Fact]
    public void Triggers_are_counted()
    {
        var trigger = new MessageBuilder(isCdr: true).Header(1, 2).UInt32(720).UInt32(1280).UInt64(0).UInt64(5_000)
            .Text("trigger").Byte(0).Bytes(new byte[24]).ToArray();
        Assert.Empty(Read(BagFiles.Mcap("", "event_camera_msgs/EventPacket", [trigger, trigger]), out _, out var counters, out _));
        Assert.Equal(6, counters.Triggers);
    }

    [Theory]
    [InlineData("rosbag")]
    [InlineData("mcap")]
    [InlineData("db3")]
    public void A_bag_without_events_says_what_it_lacks(string format)
    {
        var message = new MessageBuilder(format != "rosbag").Text("hello").ToArray();
        var bytes = Write(format, format == "rosbag" ? "none" : "", "std_msgs/Other", [message]);
        var error = Assert.Throws<EventFormatException>(() => Read(bytes, out _, out _, out _));
        Assert.Contains("none of events", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_encoding_is_named()
    {
        var packet = new MessageBuilder(isCdr: true).Header(1, 2).UInt32(720).UInt32(1280).UInt64(0).UInt64(0)
            .Text("novel").Byte(0).Bytes([1, 2]).ToArray();
        var error = Assert.Throws<EventFormatException>(
            () => Read(BagFiles.Mcap("", "event_camera_msgs/EventPacket", [packet]), out _, out _, out _));
        Assert.Contains("\"novel\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rosbag", "none")]
    [InlineData("rosbag", "lz4")]
    [InlineData("rosbag", "bz2")]
    [InlineData("mcap", "")]
    [InlineData("mcap", "lz4")]
    [InlineData("mcap", "zstd")]
    [InlineData("db3", "")]
    public void Damaged_bags_give_what_they_have_or_are_refused(string format, string packing)
    {
        var events = SyntheticEvents.Create(seed: 3, bursts: 300, longestGap: 100_000);
        var encodings = new[] { "evt3", "structs", "libcaer_cmp", "mono" };
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var bytes = Write(format, packing, encodings[seed % encodings.Length], events);
            for (var damage = random.Next(1, 12); damage > 0; damage--)
                bytes[random.Next(16, random.Next(2) == 0 ? 600 : bytes.Length)] = (byte)random.Next(256);
            bytes = bytes[..random.Next(bytes.Length / 2, bytes.Length)];
            try
            {
                Assert.InRange(Read(bytes, out _, out _, out _).Count, 0, 10 * events.Length);
            }
            catch (EventFormatException error)
            {
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    private static byte[] Write(string format, string packing, string encoding, DvsEvent[] events)
        => Write(format, packing, EventMessages.TypeOf(encoding), EventMessages.Write(encoding, format != "rosbag", events));

    private static byte[] Write(string format, string packing, string type, List<byte[]> messages) => format switch
    {
        "rosbag" => BagFiles.RosBag(packing, type, messages),
        "mcap" => BagFiles.Mcap(packing, type, messages),
        _ => BagFiles.Sqlite(type, messages),
    };

    private static List<DvsEvent> Read(byte[] bytes, out string format, out EventCounters counters, out EventGeometry geometry)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            using var reader = EventFile.Open(
                path, [.. ContainerFormats.All, .. EventFormats.All], null, EventReadOptions.None, out var taken);
            var room = new DvsEvent[200];
            var events = new List<DvsEvent>();
            for (int count; (count = reader.Read(room)) > 0;)
                events.AddRange(room.AsSpan(0, count));
            (format, counters, geometry) = (taken.Name, reader.Counters, reader.Geometry);
            return events;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
