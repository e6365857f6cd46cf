using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

/// <summary>One program replays a recording to a socket, another one records it or runs a network on it.</summary>
public sealed class LiveEventTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Scratch _scratch = new();
    private readonly string _recording;

    public LiveEventTests() => _recording = SideNetwork.WriteDat(
        _scratch.Path("scene.dat"), SideNetwork.Scene(40_000_000, SideNetwork.Left, SideNetwork.Right));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task What_is_replayed_to_a_socket_is_recorded_the_same()
    {
        await using var watcher = new AddressWatcher();
        var replay = Task.Run(() => new Invocation { Observer = watcher }.Run("replay", _recording, "tcp://127.0.0.1:0", "--speed", "20"));
        var address = await watcher.Address.WaitAsync(Patience);
        var record = new Invocation();
        var copy = _scratch.Path("copy.csv");
        var recorded = await Task.Run(() => record.Run("record", $"tcp://{address}", "-o", copy, "--events", "1000")).WaitAsync(Patience);
        Assert.Equal(ExitCode.Ok, recorded);
        Assert.Equal(ExitCode.Ok, await replay.WaitAsync(Patience));
        Assert.Contains("1000 events in", record.Error, StringComparison.Ordinal);
        Assert.Contains("connected 1 times", record.Error, StringComparison.Ordinal);
        Assert.Equal(Sums(_recording), Sums(copy));
    }

    [Fact]
    public async Task A_network_decides_on_what_a_unix_socket_sends()
    {
        Skip.IfNot(Socket.OSSupportsUnixDomainSockets, "no unix sockets");
        var path = _scratch.Path("dv");
        var network = SideNetwork.WriteTo(_scratch.Path("sides.esnn"));
        using var stop = new CancellationTokenSource();
        var output = _scratch.Path("said.jsonl");
        // The network comes first: it tries until there is somebody.
        var run = Task.Run(() => new Invocation { Stop = stop.Token }.Run("run", "--model", network, "--events", $"unix:{path}", "--out", $"jsonl:{output}"));
        var replay = await Task.Run(() => new Invocation().Run("replay", _recording, $"unix:{path}")).WaitAsync(Patience);
        Assert.Equal(ExitCode.Ok, replay);
        using var over = new CancellationTokenSource(Patience);
        while (!File.Exists(output) || Lines(output).Length < 2) await Task.Delay(10, over.Token);
        await stop.CancelAsync();
        Assert.Equal(ExitCode.Ok, await run.WaitAsync(Patience));
        Assert.Equal(["left", "right"], Lines(output).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("label").GetString()));
    }

    [Fact]
    public async Task Datagrams_are_recorded()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)probe.LocalEndPoint!).Port;
        probe.Dispose();
        var copy = _scratch.Path("copy.csv");
        var record = Task.Run(() => new Invocation().Run("record", $"udp://127.0.0.1:{port},layout=faery", "-o", copy, "--events", "500"));
        // Datagrams to nobody are lost: it is sent again until the recorder has what it wants.
        using var over = new CancellationTokenSource(Patience);
        while (!record.IsCompleted && !over.IsCancellationRequested)
            await Task.Run(() => new Invocation().Run("replay", _recording, $"udp://127.0.0.1:{port},layout=faery", "--speed", "20"), over.Token);
        Assert.Equal(ExitCode.Ok, await record.WaitAsync(Patience));
        Assert.Equal(500, File.ReadLines(copy).Count(line => char.IsAsciiDigit(line[0])));
    }

    [Theory]
    [InlineData("run", "--model", "gestures", "--events", "udp://127.0.0.1:9,layout=what")]
    [InlineData("run", "--model", "gestures", "--events", "tcp://nowhere")]
    [InlineData("run", "--model", "gestures", "--events", "v4l2:/dev/video9", "--format", "csv")]
    [InlineData("record", "tcp://127.0.0.1:9", "-o", "x.unknown")]
    [InlineData("record", "tcp://127.0.0.1:9", "-o", "x.csv", "--seconds", "0")]
    [InlineData("replay", "scene.dat", "ftp://x")]
    public void Wrong_addresses_and_options_are_said_in_one_line(params string[] arguments)
    {
        var invocation = new Invocation();
        Assert.Equal(ExitCode.Usage, invocation.Run([.. arguments.Select(one => one == "scene.dat" ? _recording : one)]));
        Assert.Single(invocation.ErrorLines);
    }

    private static string[] Lines(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static (long, long, long, long) Sums(string path)
    {
        var info = new Invocation();
        Assert.Equal(ExitCode.Ok, info.Run("info", path, "--json"));
        var json = JsonDocument.Parse(info.Out).RootElement;
        long Number(string name) => json.GetProperty(name).GetInt64();
        long Time(string name) => json.GetProperty(name).GetProperty("t").GetInt64();
        return (Number("count"), Number("sumX"), Number("sumY"), Time("last") - Time("first"));
    }
}
