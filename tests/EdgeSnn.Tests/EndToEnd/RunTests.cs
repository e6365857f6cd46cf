using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

public sealed class RunTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _network;

    public RunTests() => _network = ToneNetwork.WriteTo(_scratch.Path("tones.esnn"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_recording_gives_one_decision_per_tone_in_order()
    {
        var audio = ToneNetwork.WriteWav(_scratch.Path("melody.wav"), ToneNetwork.Melody(6));
        var run = new Invocation();

        Assert.Equal(ExitCode.Ok, run.Run("run", "--model", _network, "--audio", audio, "--json"));

        var messages = run.OutLines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["low", "high", "low", "high", "low", "high"], messages.Select(message => message.GetProperty("label").GetString()));
        Assert.Equal([0, 1, 2, 3, 4, 5], messages.Select(message => message.GetProperty("sequence").GetInt32()));
        Assert.All(messages, (message, index) => Assert.InRange(message.GetProperty("streamTimeMs").GetDouble(), (1000 * index) + 300, (1000 * index) + 900));
    }

    [Fact]
    public void Standard_input_may_be_raw_samples_or_a_wav_file()
    {
        var samples = ToneNetwork.Melody(2);
        var raw = new byte[samples.Length * 2];
        Buffer.BlockCopy(samples, 0, raw, 0, raw.Length);
        var wav = File.ReadAllBytes(ToneNetwork.WriteWav(_scratch.Path("melody.wav"), samples));

        foreach (var input in (byte[][])[raw, wav])
        {
            var run = new Invocation { Input = input };
            Assert.Equal(ExitCode.Ok, run.Run("run", "--model", _network, "--audio", "-"));
            Assert.Equal(2, run.OutLines.Length);
            Assert.Contains("low", run.OutLines[0], StringComparison.Ordinal);
            Assert.Contains("high", run.OutLines[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_higher_threshold_waits_for_more_confidence_and_an_impossible_one_is_refused()
    {
        var audio = ToneNetwork.WriteWav(_scratch.Path("melody.wav"), ToneNetwork.Melody(2));
        var early = FirstMessage(audio, "0.6");
        var late = FirstMessage(audio, "0.99");
        Assert.True(late.GetProperty("confidence").GetDouble() >= 0.98);
        Assert.True(late.GetProperty("confidence").GetDouble() > early.GetProperty("confidence").GetDouble());

        var impossible = new Invocation();
        Assert.Equal(ExitCode.Usage, impossible.Run("run", "--model", _network, "--audio", audio, "--threshold", "1.5"));
    }

    private JsonElement FirstMessage(string audio, string threshold)
    {
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("run", "--model", _network, "--audio", audio, "--threshold", threshold, "--json"));
        return JsonDocument.Parse(run.OutLines[0]).RootElement;
    }
}
