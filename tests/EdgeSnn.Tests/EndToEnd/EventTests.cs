using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Tests.Firmware;
using EdgeSnn.Tests.Sensors.Events;

namespace EdgeSnn.Tests.EndToEnd;

/// <summary>The program on recordings of events.</summary>
public sealed class EventTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _network;
    private readonly string _recording;

    public EventTests()
    {
        _network = SideNetwork.WriteTo(_scratch.Path("sides.esnn"));
        _recording = SideNetwork.WriteDat(
            _scratch.Path("scene.dat"), SideNetwork.Scene(40_000_000, SideNetwork.Left, SideNetwork.Right, SideNetwork.Right, SideNetwork.Left));
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_recording_gives_one_decision_per_burst_timed_from_its_first_event()
    {
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("run", "--model", _network, "--events", _recording, "--json"));
        var messages = run.OutLines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["left", "right", "right", "left"], messages.Select(message => message.GetProperty("label").GetString()));
        Assert.All(messages, (message, index) => Assert.InRange(message.GetProperty("streamTimeMs").GetDouble(), 200 * index, (200 * index) + 50));
        Assert.Contains("0 bytes allocated per tick", run.Error, StringComparison.Ordinal);
        Assert.Contains("0.65 s of events", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_gives_the_same_decisions()
    {
        var file = new Invocation();
        var stream = new Invocation { Input = File.ReadAllBytes(_recording) };
        file.Run("run", "--model", _network, "--events", _recording);
        Assert.Equal(ExitCode.Ok, stream.Run("run", "--model", _network, "--events", "-"));
        Assert.Equal(file.OutLines.Select(Said), stream.OutLines.Select(Said));
        Assert.Equal(4, stream.OutLines.Length);

        // The latency differs.
        static string Said(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(4));
    }

    [Fact]
    public void Filters_take_events_away()
    {
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("run", "--model", _network, "--events", _recording, "--filter", "roi:0,0,8,8"));
        Assert.Equal(2, run.OutLines.Length);
        Assert.All(run.OutLines, line => Assert.Contains("left", line, StringComparison.Ordinal));
        Assert.Contains("events: 2000 read, 1000 on the grid, 1000 filtered", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_sensor_larger_than_the_networks_the_run_says_so_and_what_to_do()
    {
        var recording = _scratch.Path("large.raw");
        var scene = Enumerable.Range(0, 400).Select(index => new DvsEvent(index * 50, (ushort)(index % 64), (ushort)(index % 32), 1));
        File.WriteAllBytes(recording, Decoding.Write("evt3", [.. scene], new EventGeometry(64, 32)));
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("run", "--model", _network, "--events", recording));
        Assert.Contains("they come from 64 x 32 pixels, the network was made for 16 x 8; --filter down:", run.Error, StringComparison.Ordinal);
        run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("run", "--model", _network, "--events", recording, "--filter", "down:4"));
        Assert.DoesNotContain("they come from", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Real_time_takes_as_long_as_the_recording_and_decides_the_same()
    {
        var recording = SideNetwork.WriteDat(_scratch.Path("short.dat"), SideNetwork.Scene(0, SideNetwork.Right));
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("run", "--model", _network, "--events", recording, "--realtime"));
        Assert.Contains("right", Assert.Single(run.OutLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_of_recordings_are_scored()
    {
        for (var index = 0; index < 4; index++)
        {
            SideNetwork.WriteDat(_scratch.Path($"data/left/{index}.dat"), SideNetwork.Scene(index * 12_345, SideNetwork.Left));
            SideNetwork.WriteDat(_scratch.Path($"data/right/{index}.dat"), SideNetwork.Scene(index * 54_321, index == 3 ? SideNetwork.Left : SideNetwork.Right));
        }

        File.WriteAllText(_scratch.Path("data/left/notes.txt"), "taken by hand");
        File.WriteAllText(_scratch.Path("data/right/damaged.raw"), "no events");
        var run = new Invocation();
        Assert.Equal(ExitCode.BadFile, run.Run("eval", "--model", _network, "--data", Path.GetDirectoryName(_scratch.Path("data/x"))!, "--json"));
        var report = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal((8, 7), (report.GetProperty("clips").GetInt32(), report.GetProperty("correct").GetInt32()));
        Assert.Equal(1, report.GetProperty("referenceAgreement").GetDouble());
        // Each from its first event to a tick after its last.
        Assert.Equal(8 * 0.0509, report.GetProperty("eventSeconds").GetDouble(), 6);
        Assert.Equal(JsonValueKind.Null, report.GetProperty("audioSeconds").ValueKind);
        Assert.Contains("damaged.raw", Assert.Single(report.GetProperty("badClips").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_network_senses_is_said_where_it_is_given_something_else()
    {
        Refuses(ExitCode.Usage, "sees the events of a camera: --events", "run", "--model", _network, "--audio", "x.wav");
        Refuses(ExitCode.Usage, "hears audio: --audio", "run", "--model", "digits", "--events", _recording);
        Refuses(ExitCode.Usage, "one of --audio", "run", "--model", _network);
        Refuses(ExitCode.Usage, "sees the events", "eval", "--model", _network, "--data", ".", "--stream");
        Refuses(ExitCode.Usage, "need --events", "run", "--audio", "x.wav", "--filter", "roi:0,0,8,8");
    }

    [Theory]
    [InlineData("blur:3", "filters are")]
    [InlineData("roi:1,2,3", "no height")]
    [InlineData("roi:1,2,3,0", "height is '0'")]
    [InlineData("roi:1,2,3,4,5", "5 values")]
    [InlineData("roi:1,,3,4", "y is ''")]
    public void Wrong_filters_are_refused(string filter, string reason)
        => Refuses(ExitCode.Usage, reason, "run", "--model", _network, "--events", _recording, "--filter", filter);

    [Fact]
    public void A_recording_of_no_known_format_is_refused_by_its_name()
    {
        var path = _scratch.Path("noise.raw");
        File.WriteAllText(path, "this holds no events");
        Refuses(ExitCode.BadFile, "noise.raw", "run", "--model", _network, "--events", path);
        Refuses(ExitCode.BadFile, "nowhere.raw", "run", "--model", _network, "--events", _scratch.Path("nowhere.raw"));
    }

    private static void Refuses(int exitCode, string reason, params string[] args)
    {
        var run = new Invocation();
        Assert.Equal(exitCode, run.Run(args));
        Assert.Contains(reason, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }
}
