using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class PropheseeRecordingTests
{
    [SkippableFact]
    public void A_high_definition_recording_decodes_to_its_published_sums()
    {
        using var reader = Open("evt3-1280x720-triggers.raw");
        var sums = EventSums.Of(reader);
        Assert.Equal((82_469, 42_078_718, 31_656_267, 41_439), (sums.Count, sums.SumX, sums.SumY, sums.On));
        Assert.Equal(2, reader.Counters.Triggers);
        Assert.Equal(new EventGeometry(1280, 720), reader.Geometry);
        Assert.Equal(82_469, reader.Counters.Events);
        Assert.Equal((0, 0, 0, 0), (reader.Counters.OutOfRange, reader.Counters.Unknown, reader.Counters.BeforeTimeBase, reader.Counters.DamagedBytes));
    }

    [SkippableFact]
    public void A_recording_with_many_triggers_decodes_to_its_published_counts()
    {
        using var reader = Open("evt3-640x480-triggers.raw");
        var sums = EventSums.Of(reader);
        Assert.Equal((343_474, 4_157), (sums.Count, reader.Counters.Triggers));
        Assert.Equal(new EventGeometry(640, 480), reader.Geometry);
    }

    private static IEventReader Open(string name)
    {
        var reader = EventFile.Open(
            Path.Combine(SharedData.Folder("events/vectors"), name), EventFormats.All, null, EventReadOptions.None, out var format);
        Assert.Equal("evt3", format.Name);
        return reader;
    }
}
