using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class RecordedEventsTests
{
    [SkippableFact]
    public void A_DAVIS_recording_packed_with_linked_LZ4_blocks_gives_all_its_events()
    {
        using var reader = Open("vectors/davis346-lz4-6676ev.aedat4", "aedat4");
        var sums = EventSums.Of(reader);
        Assert.Equal(6_676, sums.Count);
        Assert.Equal(new DvsEvent(1589163147368868, 215, 164, 1), sums.First);
        Assert.Equal(new EventGeometry(346, 260), reader.Geometry);
        Assert.Equal((0, 0, 0), (reader.Counters.DamagedBytes, reader.Counters.Unknown, reader.Counters.OutOfRange));
    }

    [SkippableFact]
    public void A_longer_DAVIS_recording_gives_all_its_events()
    {
        using var reader = Open("vectors/davis346-lz4-319512ev.aedat4", "aedat4");
        var sums = EventSums.Of(reader);
        Assert.Equal(319_512, sums.Count);
        Assert.InRange(sums.Last.Microseconds - sums.First.Microseconds, 510_000, 512_000);
        Assert.Equal((0, 0), (reader.Counters.DamagedBytes, reader.Counters.OutOfRange));
    }

    [SkippableFact]
    public void An_Event_Stream_recording_gives_its_published_first_and_last_events()
    {
        using var reader = Open("vectors/dvs.es", "es");
        var sums = EventSums.Of(reader);
        Assert.Equal(473_225, sums.Count);
        Assert.Equal(new DvsEvent(0, 0, 239, 1), sums.First);
        Assert.Equal(new DvsEvent(999_000, 38, 46, 1), sums.Last);
        Assert.Equal(new EventGeometry(320, 240), reader.Geometry);
    }

    [SkippableFact]
    public void An_NCaltech101_recording_gives_its_published_counts()
    {
        using var reader = Open("vectors/ncaltech101-faces.bin", "bin");
        var sums = EventSums.Of(reader);
        Assert.Equal((67_445, 33_770), (sums.Count, sums.On));
        Assert.Equal((6, 299_364), (sums.First.Microseconds, sums.Last.Microseconds));
    }

    [SkippableFact]
    public void Every_NMNIST_recording_lies_within_its_sensor_and_its_third_of_a_second()
    {
        var files = Directory.GetFiles(SharedData.Folder("events/nmnist"), "*.bin", SearchOption.AllDirectories);
        Assert.Equal(999, files.Length);
        foreach (var file in files)
        {
            using var reader = EventFile.Open(
                file, EventFormats.All, null, new EventReadOptions { Geometry = new EventGeometry(34, 34) }, out var format);
            var sums = EventSums.Of(reader);
            Assert.Equal("bin", format.Name);
            Assert.Equal(new FileInfo(file).Length / 5, sums.Count);
            Assert.Equal((0, 0), (reader.Counters.OutOfRange, reader.Counters.DamagedBytes));
            Assert.InRange(sums.Last.Microseconds, 200_000, 400_000);
        }
    }

    private static IEventReader Open(string name, string expected)
    {
        var folder = SharedData.Folder("events");
        var reader = EventFile.Open(Path.Combine(folder, name), EventFormats.All, null, EventReadOptions.None, out var format);
        Assert.Equal(expected, format.Name);
        return reader;
    }
}
