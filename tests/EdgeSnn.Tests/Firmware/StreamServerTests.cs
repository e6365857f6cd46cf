using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Firmware.Outputs;

namespace EdgeSnn.Tests.Firmware;

public sealed class StreamServerTests : IDisposable
{
    private const int Many = 200_000;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Every_client_gets_every_decision()
    {
        using var output = CreateTcp();
        using var first = Connect(output);
        using var second = Connect(output);
        output.Poll();
        Assert.Equal(2, output.ClientCount);

        output.Emit(Messages.Create(ToneNetwork.Low, 7));

        foreach (var client in (Socket[])[first, second])
        {
            var message = JsonDocument.Parse(ReadLine(client)).RootElement;
            Assert.Equal("low", message.GetProperty("label").GetString());
            Assert.Equal(7, message.GetProperty("sequence").GetInt64());
            Assert.Equal(ToneNetwork.Low, message.GetProperty("class").GetInt32());
            Assert.Equal(0.9155, message.GetProperty("confidence").GetDouble());
            Assert.Equal(560.0, message.GetProperty("streamTimeMs").GetDouble());
            Assert.Equal(1.5, message.GetProperty("latencyMs").GetDouble());
            Assert.Equal("tones", message.GetProperty("model").GetString());
        }

        Assert.Equal(2, output.Delivered);
        Assert.Equal(0, output.Lost);
    }

    [Fact]
    public void A_client_that_never_reads_loses_and_the_others_do_not()
    {
        using var output = CreateTcp(queueBytes: 4096);
        using var reader = Connect(output);
        using var sleeper = Connect(output);
        output.Poll();
        var lines = 0;
        var buffer = new byte[1 << 16];
        // As many as fill every buffer of the system for the sleeper; the reader is emptied as they come.
        for (var sequence = 0; sequence < Many && output.Lost == 0; sequence++)
        {
            output.Emit(Messages.Create(ToneNetwork.High, sequence));
            lines += Drain(reader, buffer);
        }

        Assert.True(output.Lost > 0);
        var before = output.Delivered;
        output.Emit(Messages.Create(ToneNetwork.Low));
        Assert.Equal(before + 1, output.Delivered);
        Assert.Equal(2, output.ClientCount);
        Assert.True(lines > 0);
    }

    [Fact]
    public void A_client_that_goes_away_is_forgotten_and_what_it_missed_is_counted()
    {
        using var output = CreateTcp(queueBytes: 4096);
        var client = Connect(output);
        output.Poll();
        for (var sequence = 0; sequence < Many && output.Lost == 0; sequence++)
            output.Emit(Messages.Create(ToneNetwork.High, sequence));
        var lost = output.Lost;
        client.Dispose();
        PollUntil(output, () => output.ClientCount == 0);
        Assert.True(output.Lost > lost);
    }

    [Fact]
    public void Without_a_client_a_decision_is_lost_once()
    {
        using var output = CreateTcp();
        output.Emit(Messages.Create(ToneNetwork.Low));
        output.Emit(Messages.Create(ToneNetwork.High, 1));
        Assert.Equal(2, output.Lost);
        Assert.Equal(0, output.Delivered);
        Assert.True(output.IsIdle);
    }

    [Fact]
    public void A_port_in_use_is_a_device_error()
    {
        using var output = CreateTcp();
        var endPoint = (IPEndPoint)output.EndPoint;
        var error = Assert.Throws<DeviceException>(() => new TcpOutput("tcp://taken", endPoint, new StreamServerOptions("tones")));
        Assert.Contains("tcp://taken", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_unix_socket_is_served_and_removed_at_the_end()
    {
        Skip.IfNot(Socket.OSSupportsUnixDomainSockets, "no unix sockets here");
        var path = _scratch.Path("socket");
        using (var output = CreateUnix(path))
        {
            using var client = Connect(output);
            output.Emit(Messages.Create(ToneNetwork.Low));
            Assert.Contains("\"low\"", ReadLine(client), StringComparison.Ordinal);
        }

        Assert.False(File.Exists(path));
    }

    [SkippableFact]
    public void A_stale_unix_socket_is_replaced_a_live_one_and_a_file_are_not()
    {
        Skip.IfNot(Socket.OSSupportsUnixDomainSockets, "no unix sockets here");
        var path = _scratch.Path("socket");
        LeaveStaleSocket(path);
        Assert.True(File.Exists(path));
        using (CreateUnix(path))
            Assert.Contains("in use", Assert.Throws<DeviceException>(() => CreateUnix(path)).Message, StringComparison.Ordinal);

        File.WriteAllText(path, "precious");
        Assert.Contains("not a socket", Assert.Throws<DeviceException>(() => CreateUnix(path)).Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(path));
    }

    [Fact]
    public void A_datagram_carries_one_message()
    {
        using var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 5000 };
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var output = new UdpOutput("udp://test", (IPEndPoint)receiver.LocalEndPoint!, "tones");
        output.Emit(Messages.Create(ToneNetwork.Low, 3));
        var buffer = new byte[1024];
        var count = receiver.Receive(buffer);
        Assert.Equal(3, JsonDocument.Parse(buffer.AsMemory(0, count)).RootElement.GetProperty("sequence").GetInt32());
        Assert.Equal(1, output.Delivered);
    }

    private static TcpOutput CreateTcp(int queueBytes = 1 << 16)
        => new("tcp://test", new IPEndPoint(IPAddress.Loopback, 0), new StreamServerOptions("tones", queueBytes));

    private static UnixOutput CreateUnix(string path) => new($"unix:{path}", path, new StreamServerOptions("tones"));

    // Closing a socket in .NET removes its path; a killed server's path stays, as this file of a renamed socket does.
    private static void LeaveStaleSocket(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path + ".bound"));
        File.Move(path + ".bound", path);
    }

    private static Socket Connect(StreamServer output)
    {
        var isUnix = output.EndPoint is UnixDomainSocketEndPoint;
        var socket = new Socket(output.EndPoint.AddressFamily, SocketType.Stream, isUnix ? ProtocolType.Unspecified : ProtocolType.Tcp)
        {
            ReceiveTimeout = 5000,
        };
        socket.Connect(output.EndPoint);
        return socket;
    }

    private static string ReadLine(Socket socket)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (socket.Receive(one) == 1 && one[0] != '\n')
            bytes.Add(one[0]);
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static int Drain(Socket socket, byte[] buffer)
    {
        var lines = 0;
        while (socket.Available > 0)
            lines += buffer.AsSpan(0, socket.Receive(buffer)).Count((byte)'\n');
        return lines;
    }

    private static void PollUntil(StreamServer output, Func<bool> condition)
        => Assert.True(SpinWait.SpinUntil(
            () =>
            {
                output.Poll();
                return condition();
            },
            TimeSpan.FromSeconds(5)));
}
