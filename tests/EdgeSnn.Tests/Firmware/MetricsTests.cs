using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using EdgeSnn.Firmware;
using EdgeSnn.Firmware.Metrics;

namespace EdgeSnn.Tests.Firmware;

public sealed partial class MetricsTests
{
    [Fact]
    public void The_text_is_Prometheus_and_counts_what_the_run_did()
    {
        var model = ToneNetwork.Create();
        var recorder = new Recorder();
        using var device = new Device<short>(model, AudioInput.Join(model, new ArraySensor(ToneNetwork.Melody(4))), [recorder], new DeviceOptions());
        var report = device.Run(CancellationToken.None);
        var text = MetricsText.Of(report, model, suppressedLines: 7);
        var values = new Dictionary<string, double>();
        var typed = new HashSet<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
                Assert.True(typed.Add(line.Split(' ')[2]), $"{line}: typed twice");
            if (line[0] == '#')
                continue;
            Assert.Matches(Sample(), line);
            var split = line.LastIndexOf(' ');
            Assert.True(values.TryAdd(line[..split], double.Parse(line[(split + 1)..], CultureInfo.InvariantCulture)), $"{line}: given twice");
        }

        Assert.Equal(report.Ticks.Count, values["edgesnn_ticks_total"]);
        Assert.Equal(2, values["edgesnn_decisions_total{label=\"low\"}"]);
        Assert.Equal(2, values["edgesnn_decisions_total{label=\"high\"}"]);
        Assert.Equal(4, values["edgesnn_output_delivered_total{output=\"recorder\"}"]);
        Assert.Equal(report.Counters.TotalSynapticEvents, values["edgesnn_synaptic_events_total"]);
        Assert.Equal(7, values["edgesnn_log_lines_suppressed_total"]);
        Assert.Equal(values["edgesnn_tick_seconds_count"], values["edgesnn_tick_seconds_bucket{le=\"+Inf\"}"]);
        Assert.Equal(0, values["edgesnn_deadline_misses_total{by=\"program\",cause=\"gc\"}"]);
        Assert.True(values["process_resident_memory_bytes"] > 1e6);
    }

    [Fact]
    public void A_client_gets_the_counters_and_others_are_told_what_is_wrong()
    {
        using var server = new MetricsServer("127.0.0.1:0", () => "edgesnn_ticks_total 5\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4", Ask(server, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nedgesnn_ticks_total 5\n", Ask(server, "GET /metrics?x=1 HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", Ask(server, "HEAD /metrics HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404", Ask(server, "GET / HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 405", Ask(server, "POST /metrics HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", Ask(server, "hello\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", Ask(server, new string('x', 4096)), StringComparison.Ordinal);
    }

    [Fact]
    public void Silent_clients_hold_up_nobody_and_are_let_go()
    {
        using var server = new MetricsServer("127.0.0.1:0", () => new string('m', 100_000));
        var silent = Enumerable.Range(0, 8).Select(_ => Connect(server)).ToArray();
        // The server is full of clients that say nothing; it lets them go after two seconds and answers.
        Assert.StartsWith("HTTP/1.1 200", Ask(server, "GET /metrics HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        foreach (var client in silent)
        {
            Assert.Equal(0, client.Receive(new byte[1]));
            client.Dispose();
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData(":0")]
    [InlineData("127.0.0.1:0")]
    public void Without_a_host_it_listens_on_the_loopback_interface(string address)
    {
        using var server = new MetricsServer(address, () => "");
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)server.EndPoint).Address);
    }

    [Fact]
    public void An_address_in_use_is_one_clear_line()
    {
        using var server = new MetricsServer("127.0.0.1:0", () => "");
        var error = Assert.Throws<DeviceException>(() => new MetricsServer(server.EndPoint.ToString()!, () => ""));
        Assert.Contains("cannot listen", error.Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => new MetricsServer("127.0.0.1:70000", () => ""));
    }

    private static Socket Connect(MetricsServer server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30_000 };
        socket.Connect(server.EndPoint);
        return socket;
    }

    private static string Ask(MetricsServer server, string request)
    {
        using var socket = Connect(server);
        socket.Send(Encoding.ASCII.GetBytes(request));
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("""^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.eE+-]+$""")]
    private static partial Regex Sample();
}
