using System.IO.Pipes;
using System.Net.Sockets;
using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

public sealed class SocketTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Scratch _scratch = new();
    private readonly string _network;

    public SocketTests() => _network = ToneNetwork.WriteTo(_scratch.Path("tones.esnn"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Samples_on_standard_input_become_messages_on_a_socket()
    {
        using var input = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var watcher = new AddressWatcher();
        var run = Start(input, watcher);
        using var reader = await Connect(watcher);
        using var sleeper = await Connect(watcher);
        using (var gone = await Connect(watcher))
        {
        }

        await input.WriteAsync(Bytes(ToneNetwork.Melody(4)));
        using var lines = new StreamReader(reader.GetStream());
        for (var index = 0; index < 4; index++)
        {
            var line = await lines.ReadLineAsync().WaitAsync(Patience);
            if (line is null)
            {
                input.Dispose();
                var code = await run.WaitAsync(Patience);
                Assert.Fail($"the stream ended before message {index}, the run with {code}: {string.Join(" | ", watcher.AllLines())}");
            }

            using var message = JsonDocument.Parse(line);
            Assert.Equal(index % 2 == 0 ? "low" : "high", message.RootElement.GetProperty("label").GetString());
            Assert.Equal(index, message.RootElement.GetProperty("sequence").GetInt32());
        }

        input.Dispose();
        Assert.Equal(ExitCode.Ok, await run.WaitAsync(Patience));
        Assert.Null(await lines.ReadLineAsync().WaitAsync(Patience));
        Assert.Contains(watcher.AllLines(), line => line.StartsWith("tcp://127.0.0.1:0: ", StringComparison.Ordinal));
        Assert.Contains(watcher.AllLines(), line => line.EndsWith(" 0 bytes allocated per tick", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_client_the_run_goes_on_and_counts_what_nobody_heard()
    {
        using var input = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var watcher = new AddressWatcher();
        var run = Start(input, watcher);
        await watcher.Address.WaitAsync(Patience);
        await input.WriteAsync(Bytes(ToneNetwork.Melody(3)));
        input.Dispose();
        Assert.Equal(ExitCode.Ok, await run.WaitAsync(Patience));
        Assert.Contains("tcp://127.0.0.1:0: 0 delivered, 3 lost", watcher.AllLines());
    }

    [Fact]
    public void Pins_pulse_during_a_run_and_are_low_after_it()
    {
        using var pins = new MemoryPins();
        var run = new Invocation { OpenPins = _ => pins };
        var audio = ToneNetwork.WriteWav(_scratch.Path("melody.wav"), ToneNetwork.Melody(2));
        Assert.Equal(ExitCode.Ok, run.Run("run", "--model", _network, "--audio", audio, "--out", "gpio:low=17,high=27,pulse=1ms"));
        Assert.Equal(new Dictionary<int, int> { [17] = 1, [27] = 1 }, pins.Pulses);
        Assert.Equal(new Dictionary<int, bool> { [17] = false, [27] = false }, pins.Levels);
        Assert.True(pins.IsDisposed);
    }

    private Task<int> Start(AnonymousPipeServerStream input, AddressWatcher watcher)
    {
        // Opened here: the writing end may be closed before the program comes to read.
        var end = new AnonymousPipeClientStream(PipeDirection.In, input.ClientSafePipeHandle);
        var run = new Invocation { OpenInput = () => end, Observer = watcher };
        return Task.Factory.StartNew(
            () => run.Run("run", "--model", _network, "--audio", "-", "--out", "tcp://127.0.0.1:0"),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static async Task<TcpClient> Connect(AddressWatcher watcher)
    {
        var client = new TcpClient();
        await client.ConnectAsync(await watcher.Address.WaitAsync(Patience));
        return client;
    }

    private static byte[] Bytes(short[] samples)
    {
        var bytes = new byte[samples.Length * sizeof(short)];
        Buffer.BlockCopy(samples, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
