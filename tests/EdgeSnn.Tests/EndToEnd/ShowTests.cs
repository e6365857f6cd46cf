using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Tests.Firmware;
using EdgeSnn.Tests.Firmware.Pictures;
using EdgeSnn.Tests.Sensors.Events;

namespace EdgeSnn.Tests.EndToEnd;

public sealed class ShowTests : IDisposable
{
    private static readonly EventGeometry Sensor = new(320, 200);

    private readonly Scratch _scratch = new();
    private readonly DvsEvent[] _events = [.. SyntheticEvents.Create(seed: 5, bursts: 3_000, longestGap: 90_000)
        .Select(one => one with { X = (ushort)(one.X % Sensor.Width), Y = (ushort)(one.Y % Sensor.Height) })];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_pipe_gets_one_page_of_text()
    {
        var run = Run("show", Record("scene.raw", "evt3"));
        Assert.Contains($"evt3, 320 x 200, {_events.Length} events", run.OutLines[0], StringComparison.Ordinal);
        Assert.All(run.OutLines, line => Assert.InRange(line.Length, 1, 90));
        Assert.Contains(run.OutLines, line => line.StartsWith("ev/s", StringComparison.Ordinal));
    }

    [Fact]
    public void A_picture_shows_exactly_the_pixels_that_had_events()
    {
        var path = _scratch.Path("scene.png");
        Run("show", Record("scene.dat", "dat"), "-o", path);
        var picture = new PngFile(File.ReadAllBytes(path));
        Assert.Equal(Sensor.Width, picture.Width);
        Assert.Equal(0, picture.StatedFrames);
        Assert.Equal(Lit(_events), Lit(Assert.Single(picture.Frames())));
    }

    [Fact]
    public void An_animation_shows_every_event_in_the_frame_of_its_time()
    {
        var path = _scratch.Path("scene.apng");
        Run("show", Record("scene.npy", "npy"), "--size", "320x200", "-o", path, "--speed", "1.5");
        var picture = new PngFile(File.ReadAllBytes(path));
        var frames = picture.Frames().ToArray();
        Assert.Equal(picture.StatedFrames, frames.Length);
        var start = _events[0].Microseconds;
        for (var frame = 0; frame < frames.Length; frame++)
            Assert.Equal(Lit(_events.Where(one => (one.Microseconds - start) / 50_000 == frame)), Lit(frames[frame]));
        Assert.Contains("1.5 times as fast", Run("show", _scratch.Path("scene.npy"), "-o", path, "--speed", "1.5").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stretch_is_what_is_shown_and_rates_add_up()
    {
        var path = Record("scene.es", "es");
        var start = _events[0].Microseconds;
        var inside = _events.Where(one => one.Microseconds - start is >= 200_000 and < 700_000).ToArray();
        var report = Json("show", path, "--json", "--from", "0.2", "--seconds", "0.5", "--bin-ms", "10");
        Assert.Equal(inside.Length, report.GetProperty("count").GetInt64());
        Assert.Equal(0.01, report.GetProperty("binSeconds").GetDouble());
        var rate = report.GetProperty("rate").EnumerateArray().ToArray();
        Assert.InRange(rate.Length, 30, 50);
        Assert.Equal(inside.Length, rate.Sum(point => point.GetProperty("on").GetInt64() + point.GetProperty("off").GetInt64()));
        Assert.Equal(inside.Count(one => one.Polarity == 1), report.GetProperty("on").GetInt64());

        var lines = Run("show", path, "--csv", "--from", "0.2", "--seconds", "0.5", "--bin-ms", "10").OutLines;
        Assert.Equal("seconds,on,off", lines[0]);
        Assert.Equal(rate.Length, lines.Length - 1);
    }

    [Fact]
    public void Filters_come_first_and_standard_input_is_shown_too()
    {
        var run = new Invocation { Input = Decoding.Write("aedat4", _events, Sensor) };
        Assert.Equal(ExitCode.Ok, run.Run("show", "-", "--json", "--filter", "roi:0,0,100,50", "--filter", "on"));
        var report = JsonDocument.Parse(run.Out).RootElement;
        var kept = _events.Count(one => one.X < 100 && one.Y < 50 && one.Polarity == 1);
        Assert.Equal((kept, kept), (report.GetProperty("count").GetInt64(), report.GetProperty("on").GetInt64()));
        Assert.Equal((100, 50), (report.GetProperty("width").GetInt32(), report.GetProperty("height").GetInt32()));
    }

    [Fact]
    public void A_recording_without_events_is_said_to_be_one()
    {
        var path = _scratch.Path("none.raw");
        File.WriteAllBytes(path, Decoding.Write("evt2", [], Sensor));
        Assert.Contains("0 events", Assert.Single(Run("show", path).OutLines), StringComparison.Ordinal);
        Assert.Equal(0, Json("show", path, "--json").GetProperty("count").GetInt64());
    }

    [Theory]
    [InlineData(ExitCode.Usage, "ends in .png or .apng", "show", "scene.raw", "-o", "scene.gif")]
    [InlineData(ExitCode.Usage, "read twice", "show", "-", "-o", "scene.apng")]
    [InlineData(ExitCode.Usage, "give --seconds", "show", "tcp://127.0.0.1:1", "--json")]
    [InlineData(ExitCode.Usage, "--speed 0", "show", "scene.raw", "--speed", "0")]
    [InlineData(ExitCode.Usage, "--from -1", "show", "scene.raw", "--from", "-1")]
    [InlineData(ExitCode.Usage, "--bin-ms 0.001: more than", "show", "long.csv", "--csv", "--bin-ms", "0.001")]
    [InlineData(ExitCode.Usage, "frames, at most", "show", "scene.raw", "-o", "scene.apng", "--speed", "0.0001")]
    [InlineData(ExitCode.BadFile, "none from 9999 s on; the recording was read to", "show", "scene.raw", "-o", "scene.png", "--from", "9999")]
    [InlineData(ExitCode.BadFile, "no such file", "show", "absent.raw")]
    [InlineData(ExitCode.BadFile, "first bytes", "show", "noise.raw")]
    public void What_cannot_be_shown_is_one_clear_line_and_no_file(int exitCode, string says, params string[] args)
    {
        Record("scene.raw", "evt3");
        File.WriteAllText(_scratch.Path("long.csv"), "t,x,y,p\n0,1,1,1\n2000000,1,1,1\n");
        File.WriteAllBytes(_scratch.Path("noise.raw"), [1, 2, 250, 7, 0xFF, 9, 0, 0, 0, 200, 14, 15, 16, 0x80, 0x81]);
        var run = new Invocation();
        Assert.Equal(exitCode, run.Run([.. args.Select(arg => char.IsLetter(arg[0]) && arg.Contains('.', StringComparison.Ordinal) && !arg.Contains(':', StringComparison.Ordinal) ? _scratch.Path(arg) : arg)]));
        Assert.Contains(says, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch.Path("scene.png")) || File.Exists(_scratch.Path("scene.apng")));
    }

    private static HashSet<int> Lit(IEnumerable<DvsEvent> events) => [.. events.Select(one => (one.Y * Sensor.Width) + one.X)];

    // Above the strip.
    private static HashSet<int> Lit(byte[] frame) => [.. Enumerable.Range(0, Sensor.Width * Sensor.Height).Where(index => frame[index] != 0)];

    private string Record(string name, string format)
    {
        var path = _scratch.Path(name);
        File.WriteAllBytes(path, Decoding.Write(format, _events, Sensor));
        return path;
    }

    private static Invocation Run(params string[] args)
    {
        var run = new Invocation();
        Assert.Equal((ExitCode.Ok, ""), (run.Run(args), run.Error.Contains("edgesnn:", StringComparison.Ordinal) ? run.Error : ""));
        return run;
    }

    private static JsonElement Json(params string[] args) => JsonDocument.Parse(Run(args).Out).RootElement;
}
