using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Containers;
using EdgeSnn.Sensors.Events.Containers.Hdf5;
using PureHDF;
using PureHDF.Filters;
using PureHDF.VOL.Native;

namespace EdgeSnn.Tests.Sensors.Events.Containers;

public sealed class Hdf5Tests
{
    [Theory]
    [InlineData("Runs")]
    [InlineData("PackedXp")]
    [InlineData("PackedYxp")]
    public void A_chunk_of_events_unpacks_however_its_pixels_are_kept(string packing)
    {
        var packer = new EcfPacker(Enum.Parse<EcfPacking>(packing));
        foreach (var count in new[] { 0, 1, 2, 3, 5, 3_000 })
        {
            var records = Records(SyntheticEvents.Create(seed: 2, bursts: 2_000, longestGap: 10_000_000)[..count]);
            var chunk = packer.Pack(records);
            var unpacked = new EcfRecord[count];
            Assert.Equal(count, EcfChunk.CountOf(chunk));
            Assert.True(EcfChunk.TryDecode(chunk, unpacked));
            Assert.Equal(records, unpacked);
            Assert.False(count > 0 && EcfChunk.TryDecode(chunk.AsSpan(0, chunk.Length - 5), unpacked));
        }
    }

    [Theory]
    [InlineData("Runs")]
    [InlineData("PackedYxp")]
    public void Events_come_out_of_Prophesees_files_in_several_chunks(string packing)
    {
        var events = SyntheticEvents.Create(seed: 9, bursts: 9_000, longestGap: 100_000);
        var bytes = Prophesee(events, Enum.Parse<EcfPacking>(packing));
        Assert.Equal(events, Read(bytes, out var counters, out var geometry));
        Assert.Equal(new EventGeometry(1280, 720), geometry);
        Assert.Equal((3, 0), (counters.Triggers, counters.OutOfRange));
    }

    [Fact]
    public void Events_come_out_of_DSEC_files()
    {
        var events = SyntheticEvents.Create(seed: 4, bursts: 9_000, longestGap: 100_000);
        const long offset = 50_000_000_000;
        var file = new H5File
        {
            ["events"] = new H5Group
            {
                ["x"] = events.Select(e => e.X).ToArray(),
                ["y"] = events.Select(e => e.Y).ToArray(),
                ["p"] = events.Select(e => e.Polarity).ToArray(),
                ["t"] = events.Select(e => (uint)e.Microseconds).ToArray(),
            },
            ["t_offset"] = offset,
        };
        Assert.Equal(events.Select(e => e with { Microseconds = e.Microseconds + offset }), Read(Write(file), out _, out _));
    }

    [Fact]
    public void Files_of_something_else_and_damaged_ones_are_refused()
    {
        Assert.Throws<EventFormatException>(() => Read(Write(new H5File { ["other"] = new[] { 1, 2 } }), out _, out _));
        var whole = Prophesee(SyntheticEvents.Create(seed: 1, bursts: 1_000, longestGap: 1_000), EcfPacking.Runs);
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var bytes = whole[..random.Next(seed % 2 == 0 ? whole.Length : 100, whole.Length + 1)];
            for (var damage = random.Next(1, 20); damage > 0; damage--)
                bytes[random.Next(9, random.Next(2) == 0 ? Math.Min(2_000, bytes.Length) : bytes.Length)] = (byte)random.Next(256);
            try
            {
                Assert.InRange(Read(bytes, out _, out _).Count, 0, 1_000_000);
            }
            catch (EventFormatException error)
            {
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    private static EcfRecord[] Records(DvsEvent[] events)
        => [.. events.Select(e => new EcfRecord { X = e.X, Y = e.Y, Polarity = e.Polarity, Time = e.Microseconds })];

    private static byte[] Prophesee(DvsEvent[] events, EcfPacking packing)
    {
        H5Filter.Register(new EcfPacker(packing));
        try
        {
            var filters = new H5DatasetCreation(Filters: [new H5Filter(EcfFilter.Number)]);
            var file = new H5File
            {
                Attributes = { ["geometry"] = "1280x720" },
                ["CD"] = new H5Group { ["events"] = new H5Dataset(Records(events), chunks: [4096], datasetCreation: filters) },
                ["EXT_TRIGGER"] = new H5Group { ["events"] = new[] { 1, 2, 3 } },
            };
            return Write(file);
        }
        finally
        {
            H5Filter.Register(new EcfFilter());
        }
    }

    private static byte[] Write(H5File file)
    {
        using var stream = new MemoryStream();
        file.Write(stream, new H5WriteOptions(
            IncludeStructFields: true, IncludeStructProperties: false, FieldNameMapper: field => field.Name[..1].ToLowerInvariant()));
        return stream.ToArray();
    }

    private static List<DvsEvent> Read(byte[] bytes, out EventCounters counters, out EventGeometry geometry)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            using var reader = EventFile.Open(path, ContainerFormats.All, "hdf5", EventReadOptions.None, out _);
            var room = new DvsEvent[5_000];
            var events = new List<DvsEvent>();
            for (int count; (count = reader.Read(room)) > 0;)
                events.AddRange(room.AsSpan(0, count));
            (counters, geometry) = (reader.Counters, reader.Geometry);
            return events;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
