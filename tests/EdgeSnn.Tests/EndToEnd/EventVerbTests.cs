using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Tests.Firmware;
using EdgeSnn.Tests.Sensors.Events;

namespace EdgeSnn.Tests.EndToEnd;

public sealed class EventVerbTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly DvsEvent[] _events = SyntheticEvents.Create(seed: 3, bursts: 3_000, longestGap: 40_000_000);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Info_sums_a_recording_up()
    {
        var path = Record("events.bin", "evt21");
        var info = Json("info", path, "--json");
        Assert.Equal("evt21", info.GetProperty("format").GetString());
        Assert.Equal(_events.Length, info.GetProperty("count").GetInt64());
        Assert.Equal(_events.Sum(one => (long)one.X), info.GetProperty("sumX").GetInt64());
        Assert.Equal(_events.Sum(one => (long)one.Y), info.GetProperty("sumY").GetInt64());
        Assert.Equal(_events.Sum(one => (long)one.Polarity), info.GetProperty("sumPolarity").GetInt64());
        Assert.Equal(_events[0].Microseconds, info.GetProperty("first").GetProperty("t").GetInt64());
        Assert.Equal(_events[^1].Microseconds, info.GetProperty("last").GetProperty("t").GetInt64());
        Assert.Equal(_events[^1].X, info.GetProperty("last").GetProperty("x").GetInt32());
        Assert.Equal((1280, 720), (info.GetProperty("width").GetInt32(), info.GetProperty("height").GetInt32()));
    }

    [Fact]
    public void Info_drops_and_counts_what_is_outside_a_stated_size()
    {
        var info = Json("info", Record("events.raw", "evt2"), "--size", "100x50", "--json");
        var inside = _events.Count(one => one.X < 100 && one.Y < 50);
        Assert.Equal(inside, info.GetProperty("count").GetInt64());
        Assert.Equal(_events.Length - inside, info.GetProperty("outOfRange").GetInt64());
    }

    [Fact]
    public void Standard_input_is_told_by_content_or_by_name()
    {
        var bytes = Decoding.Write("evt4", _events, SyntheticEvents.Geometry);
        foreach (var args in (string[][])[["info", "-", "--json"], ["info", "-", "--json", "--format", "evt4"]])
        {
            var run = new Invocation { Input = bytes };
            Assert.Equal(ExitCode.Ok, run.Run(args));
            Assert.Equal(_events.Length, JsonDocument.Parse(run.Out).RootElement.GetProperty("count").GetInt64());
        }
    }

    [Fact]
    public void Convert_keeps_every_event()
    {
        var path = Record("events.raw", "evt3");
        foreach (var format in Decoding.Prophesee)
        {
            var next = _scratch.Path($"next-{format}.any");
            var run = new Invocation();
            Assert.Equal(ExitCode.Ok, run.Run("convert", path, next, "--to", format));
            Assert.Contains($"to {format}", run.Error, StringComparison.Ordinal);
            Assert.Equal(_events, Decoding.InPieces(Decoding.Decoder(format), File.ReadAllBytes(next), 1 << 16, seed: 1));
            path = next;
        }
    }

    [Fact]
    public void Convert_chooses_the_format_by_the_extension()
    {
        var output = _scratch.Path("out.dat");
        Assert.Equal(ExitCode.Ok, new Invocation().Run("convert", Record("events.raw", "evt3"), output));
        var named = _scratch.Path("named" + Path.GetExtension(output));
        Assert.Equal(ExitCode.Ok, new Invocation().Run("convert", Record("events.raw", "evt3"), "-o", named));
        Assert.Equal(File.ReadAllBytes(output), File.ReadAllBytes(named));
        Assert.Equal("dat", Json("info", output, "--json").GetProperty("format").GetString());
    }

    [Theory]
    [InlineData(ExitCode.Usage, "no OUT", "convert", "events.raw")]
    [InlineData(ExitCode.Usage, "one of them", "convert", "events.raw", "out.raw", "-o", "out.csv")]
    [InlineData(ExitCode.Usage, "names no format", "convert", "events.raw", "out.xyz")]
    [InlineData(ExitCode.Usage, "unknown format 'evt9'", "convert", "events.raw", "out.raw", "--to", "evt9")]
    [InlineData(ExitCode.Usage, "unknown format 'evt9'", "info", "events.raw", "--format", "evt9")]
    [InlineData(ExitCode.Usage, "--size 5by5", "info", "events.raw", "--size", "5by5")]
    [InlineData(ExitCode.BadFile, "no such file", "convert", "absent.raw", "out.raw")]
    [InlineData(ExitCode.BadFile, "found first bytes", "info", "noise.raw")]
    [InlineData(ExitCode.BadFile, "found an empty file", "info", "empty.raw")]
    [InlineData(ExitCode.BadFile, "geometry", "info", "geometry.raw")]
    public void What_cannot_be_read_is_one_clear_line(int exitCode, string says, params string[] args)
    {
        Record("events.raw", "evt3");
        File.WriteAllBytes(_scratch.Path("noise.raw"), [1, 2, 250, 7, 0xFF, 9, 0, 0, 0, 200, 14, 15, 16, 0x80, 0x81]);
        File.WriteAllBytes(_scratch.Path("empty.raw"), []);
        File.WriteAllText(_scratch.Path("geometry.raw"), "% format EVT3\n% geometry wide\n% end\n");
        var run = new Invocation();
        Assert.Equal(exitCode, run.Run([.. args.Select(arg => arg.Contains('.', StringComparison.Ordinal) ? _scratch.Path(arg) : arg)]));
        Assert.Contains(says, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    private string Record(string name, string format)
    {
        var path = _scratch.Path(name);
        File.WriteAllBytes(path, Decoding.Write(format, _events, SyntheticEvents.Geometry));
        return path;
    }

    private static JsonElement Json(params string[] args)
    {
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run(args));
        return JsonDocument.Parse(run.Out).RootElement;
    }
}
