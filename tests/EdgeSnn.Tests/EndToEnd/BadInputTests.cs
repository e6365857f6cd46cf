using EdgeSnn.Firmware;
using EdgeSnn.Models.Format;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

/// <summary>Whatever is wrong with what the program is given: one line on standard error and the right exit code.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _network;
    private readonly string _audio;

    public BadInputTests()
    {
        _network = ToneNetwork.WriteTo(_scratch.Path("tones.esnn"));
        _audio = ToneNetwork.WriteWav(_scratch.Path("melody.wav"), ToneNetwork.Melody(2));
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_truncated_recording() => Refuses(ExitCode.BadFile, "truncated", Run(Changed(_audio, bytes => bytes[..^1000])));

    [Fact]
    public void Text_called_wav()
    {
        var path = _scratch.Path("text.wav");
        File.WriteAllText(path, "this is no audio\nnot at all\n");
        Refuses(ExitCode.BadFile, "RIFF", Run(path));
    }

    [Fact]
    public void A_recording_without_channels() => Refuses(ExitCode.BadFile, "channels", Run(Changed(_audio, bytes => Set(bytes, 22, 0))));

    [Fact]
    public void An_unknown_codec() => Refuses(ExitCode.BadFile, "codec", Run(Changed(_audio, bytes => Set(bytes, 20, 85))));

    [Theory]
    [InlineData("foo")]
    [InlineData("127.0.0.1:99999")]
    public void An_address_for_metrics_that_is_none(string address) =>
        Refuses(ExitCode.Usage, address, Run(_audio, "--metrics", address));

    [Fact]
    public void A_verb_below_another_is_named_whole() =>
        Refuses(ExitCode.Usage, "'edgesnn config check --help'", Invoke("config", "check"));

    [Theory]
    [InlineData("gpio", "frob", "verbs are gpio safe")]
    [InlineData("config", "chekc", "did you mean 'config check'?")]
    public void An_unknown_verb_below_another_is_named(string verb, string below, string hint) =>
        Refuses(ExitCode.Usage, $"unknown verb '{verb} {below}'; {hint}", Invoke(verb, below));

    [Fact]
    public void A_file_of_decisions_in_a_folder_that_is_not_there() =>
        Refuses(ExitCode.Device, "no such folder", Run(_audio, "--out", $"jsonl:{_scratch.Path("a/b")}/c/d.jsonl"));

    [Fact]
    public void A_missing_recording() => Refuses(ExitCode.BadFile, "nowhere.wav", Run(_scratch.Path("nowhere.wav")));

    [Fact]
    public void A_damaged_network_at_any_byte()
    {
        var length = new FileInfo(_network).Length;
        for (var offset = 0L; offset < length; offset += 37)
        {
            var path = Changed(_network, bytes => Set(bytes, (int)offset, bytes[offset] ^ 0x10));
            Refuses(ExitCode.BadFile, Path.GetFileName(path), Invoke("info", path));
        }
    }

    [Fact]
    public void A_missing_network() => Refuses(ExitCode.BadFile, "nowhere.esnn", Invoke("run", "--audio", _audio, "--model", _scratch.Path("nowhere.esnn")));

    [Fact]
    public void An_unknown_network() => Refuses(ExitCode.Usage, "unknown network 'keyworts'", Invoke("run", "--audio", _audio, "--model", "keyworts"));

    [Fact]
    public void An_unknown_label_of_a_pin() => Refuses(ExitCode.Usage, "low, high", Run(_audio, "--out", "gpio:yes=17"));

    [Theory]
    [InlineData("telegraph:", "unknown output")]
    [InlineData("tcp:", "tcp://HOST:PORT")]
    [InlineData("tcp://localhost", "tcp://HOST:PORT")]
    [InlineData("udp://localhost:99999", "udp://HOST:PORT")]
    [InlineData("jsonl:", "jsonl:PATH")]
    [InlineData("unix:", "unix:PATH")]
    public void A_malformed_output(string address, string reason) => Refuses(ExitCode.Usage, reason, Run(_audio, "--out", address));

    [Fact]
    public void An_output_file_that_cannot_be_written()
        => Refuses(ExitCode.Device, "jsonl:", Run(_audio, "--out", $"jsonl:{_scratch.Path("file")}/below/a/file"));

    [Fact]
    public void A_socket_in_a_folder_that_is_not_there()
        => Refuses(ExitCode.Usage, "no such folder", Run(_audio, "--out", "unix:nowhere/at/all.sock"));

    [Fact]
    public void A_socket_path_longer_than_the_system_takes()
        => Refuses(ExitCode.Usage, "at most 107 bytes", Run(_audio, "--out", "unix:" + new string('s', 108)));

    [Theory]
    [InlineData("the encoder's channels", 7, 0)]
    [InlineData("the encoder's", 0, 1)]
    public void A_network_that_its_encoder_does_not_fit(string reason, int moreInputs, int moreMicroseconds)
    {
        var model = ModelReader.Read(File.ReadAllBytes(_network));
        var input = model.Populations[0];
        var strange = _scratch.Path("strange.esnn");
        using (var file = File.Create(strange))
        {
            ModelWriter.Write(
                model with
                {
                    TickMicroseconds = model.TickMicroseconds + moreMicroseconds,
                    Populations = [input with { Size = input.Size + moreInputs }, .. model.Populations[1..]],
                    Projections = moreInputs == 0 ? model.Projections : [],
                },
                file);
        }

        Refuses(ExitCode.BadFile, reason, Invoke("run", "--model", strange, "--audio", _audio));
    }

    [Fact]
    public void Pins_without_a_chip()
    {
        var run = new Invocation { OpenPins = _ => throw new DeviceException("gpio: this machine has no GPIO chip") };
        Assert.Equal(ExitCode.Device, run.Run("run", "--model", _network, "--audio", _audio, "--out", "gpio:low=17"));
        Assert.Contains("no GPIO chip", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("did you mean 'run'?", "rum")]
    [InlineData("verbs are", "telegraph")]
    [InlineData("--audio", "run")]
    [InlineData("--bogus", "run", "--bogus")]
    [InlineData("--rate", "run", "--audio", "x", "--rate", "fast")]
    [InlineData("--rate", "run", "--audio", "x", "--rate", "0")]
    [InlineData("states its own rate", "run", "--model", "TONES", "--audio", "x.wav", "--rate", "8000")]
    [InlineData("--bogus", "--bogus")]
    [InlineData("--stream", "eval", "--data", ".", "--plot", "x.svg")]
    [InlineData("--threads", "eval", "--data", ".", "--threads", "0")]
    [InlineData("no such folder", "eval", "--model", "TONES", "--data", "nowhere")]
    [InlineData("--snr", "eval", "--model", "TONES", "--data", ".", "--stream", "--snr", "loud")]
    [InlineData("exclude each other", "list", "--json", "--markdown")]
    public void A_wrong_command_line(string reason, params string[] args)
        => Refuses(ExitCode.Usage, reason, Invoke([.. args.Select(arg => arg == "TONES" ? _network : arg)]));

    private (int Code, Invocation Run) Run(string audio, params string[] more) => Invoke(["run", "--model", _network, "--audio", audio, .. more]);

    private static (int Code, Invocation Run) Invoke(params string[] args)
    {
        var run = new Invocation();
        return (run.Run(args), run);
    }

    private static void Refuses(int code, string reason, (int Code, Invocation Run) result)
    {
        var line = Assert.Single(result.Run.ErrorLines);
        Assert.Equal(code, result.Code);
        Assert.StartsWith("edgesnn: ", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Equal("", result.Run.Out);
    }

    private string Changed(string path, Func<byte[], byte[]> change)
    {
        var changed = _scratch.Path("changed" + Path.GetExtension(path));
        File.WriteAllBytes(changed, change(File.ReadAllBytes(path)));
        return changed;
    }

    private static byte[] Set(byte[] bytes, int offset, int value)
    {
        bytes[offset] = (byte)value;
        return bytes;
    }
}
