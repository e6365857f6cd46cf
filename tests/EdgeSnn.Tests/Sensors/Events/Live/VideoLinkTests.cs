using System.Runtime.Versioning;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Live;

namespace EdgeSnn.Tests.Sensors.Events.Live;

public class VideoLinkTests
{
    private const int FrameBytes = 4096;

    [Theory]
    [InlineData("evt3", "PSE3")]
    [InlineData("evt3", "GREY")]
    [InlineData("evt2", "PSEE")]
    [InlineData("evt21", "PSE2")]
    public void Frames_up_to_their_marker_give_the_events_and_what_is_behind_is_left_over(string format, string fourCc)
    {
        var events = SyntheticEvents.Create(6, 3000, longestGap: 1000);
        var device = new ScriptedDevice(fourCc, Frames(format, events));
        using var link = new VideoLink("v4l2:script", device, null, new EventReadOptions { Geometry = SyntheticEvents.Geometry });
        link.Open();
        Assert.Equal(events, Read(link));
    }

    [Fact]
    public void A_device_that_is_unplugged_is_an_error_of_input_and_can_be_opened_again()
    {
        var device = new ScriptedDevice("PSE3", []) { IsGone = true };
        using var link = new VideoLink("v4l2:script", device, null, EventReadOptions.None);
        link.Open();
        Assert.Throws<IOException>(() => link.Receive(new byte[LiveEventReader.BufferBytes], TimeSpan.Zero));
        link.Close();
        link.Open();
        Assert.Equal(2, device.Opened);
    }

    [Fact]
    public void A_device_is_not_closed_under_a_frame_that_is_being_taken()
    {
        var device = new SlowDevice();
        var reader = new LiveEventReader(new VideoLink("v4l2:script", device, null, EventReadOptions.None), TimeProvider.System, CancellationToken.None);
        var read = -1;
        var sensor = new Thread(() => read = reader.Read(new DvsEvent[64]));
        sensor.Start();
        device.IsTaking.Wait();
        // The read is stuck: the device is left to it.
        reader.Dispose();
        Assert.False(device.IsClosed);
        device.MayReturn.Set();
        sensor.Join();
        Assert.Equal(0, read);
        // Nobody reads now.
        reader.Dispose();
        Assert.True(device.IsClosed);
        Assert.Equal(0, reader.Read(new DvsEvent[64]));
        Assert.Equal(1, device.Taken);
    }

    [Fact]
    public void A_pixel_format_of_pictures_is_refused_by_name_unless_the_words_are_named()
    {
        using var link = new VideoLink("v4l2:script", new ScriptedDevice("YUYV", []), null, EventReadOptions.None);
        Assert.Contains("YUYV", Assert.Throws<IOException>(link.Open).Message, StringComparison.Ordinal);
        using var told = new VideoLink("v4l2:script", new ScriptedDevice("YUYV", []), "evt2", EventReadOptions.None);
        told.Open();
        Assert.NotNull(told.CreateDecoder());
    }

    [SkippableFact]
    public void A_device_that_is_not_there_is_named()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "V4L2 is Linux's");
        if (OperatingSystem.IsLinux()) AssertNamed();
    }

    [SupportedOSPlatform("linux")]
    private static void AssertNamed()
    {
        Assert.Contains("/dev/video-none", Refusal("/dev/video-none"), StringComparison.Ordinal);
        Assert.Contains("say what it is", Refusal("/dev/null"), StringComparison.Ordinal);
    }

    [SupportedOSPlatform("linux")]
    private static string Refusal(string path)
    {
        using var device = new LinuxVideoDevice(path);
        try
        {
            device.Open();
            return "";
        }
        catch (IOException error)
        {
            return error.Message;
        }
    }

    // Words of a file without its header, cut into frames of odd lengths; behind each marker lies what was there before.
    private static byte[][] Frames(string format, DvsEvent[] events)
    {
        var file = Decoding.Write(format, events, SyntheticEvents.Geometry);
        var text = System.Text.Encoding.Latin1.GetString(file);
        var words = file.AsSpan(text.IndexOf("% end\n", StringComparison.Ordinal) + 6).ToArray();
        var width = format switch { "evt3" => 2, "evt2" => 4, _ => 8 };
        var frames = new List<byte[]>();
        for (var start = 0; start < words.Length;)
        {
            var count = Math.Min(words.Length - start, (FrameBytes / 2) - (width * (frames.Count % 7)));
            var frame = new byte[FrameBytes];
            Array.Fill(frame, (byte)0x85);
            words.AsSpan(start, count).CopyTo(frame);
            byte[] marker = format switch { "evt3" => [0x19, 0xE0], "evt2" => [0x19, 0, 0, 0xE0], _ => [0, 0, 0, 0, 0x19, 0, 0, 0xE0] };
            marker.CopyTo(frame, count);
            frames.Add(frame);
            start += count;
        }

        return [.. frames];
    }

    private static DvsEvent[] Read(VideoLink link)
    {
        var decoder = link.CreateDecoder();
        var events = new List<DvsEvent>();
        var (buffer, room) = (new byte[1000], new DvsEvent[256]);
        for (int end; (end = link.Receive(buffer, TimeSpan.Zero)) > 0;)
        {
            for (var start = 0; start < end;)
            {
                events.AddRange(room[..decoder.Decode(buffer.AsSpan(start, end - start), room, out var consumed)]);
                start += consumed;
            }
        }

        return [.. events];
    }

    private sealed class SlowDevice : IVideoDevice
    {
        public ManualResetEventSlim IsTaking { get; } = new();

        public ManualResetEventSlim MayReturn { get; } = new();

        public bool IsClosed { get; private set; }

        public int Taken { get; private set; }

        public VideoFormat Open() => new("PSE3", FrameBytes);

        public int Take(byte[] buffer, TimeSpan wait)
        {
            Taken++;
            IsTaking.Set();
            MayReturn.Wait();
            return 0;
        }

        public void Close() => IsClosed = true;

        public void Dispose() => Close();
    }

    private sealed class ScriptedDevice(string fourCc, byte[][] frames) : IVideoDevice
    {
        private int _next;

        public bool IsGone { get; init; }

        public int Opened { get; private set; }

        public VideoFormat Open()
        {
            Opened++;
            return new VideoFormat(fourCc, FrameBytes);
        }

        public int Take(byte[] buffer, TimeSpan wait)
        {
            if (IsGone) throw new IOException("the device is gone");
            if (_next == frames.Length) return 0;
            frames[_next++].CopyTo(buffer, 0);
            return FrameBytes;
        }

        public void Close()
        {
        }

        public void Dispose()
        {
        }
    }
}
