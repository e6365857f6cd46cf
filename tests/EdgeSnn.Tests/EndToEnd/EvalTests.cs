using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

public sealed class EvalTests : IDisposable
{
    private const int ClipsPerLabel = 6;

    private readonly Scratch _scratch = new();
    private readonly string _network;
    private readonly string _data;

    public EvalTests()
    {
        _network = ToneNetwork.WriteTo(_scratch.Path("tones.esnn"));
        for (var index = 0; index < ClipsPerLabel; index++)
        {
            WriteClip($"data/clips/low/{index}.wav", ToneNetwork.LowHertz + (5 * index));
            WriteClip($"data/clips/high/{index}.wav", ToneNetwork.HighHertz + (20 * index));
            // Labelled low and heard high, so that there is something to miss.
            if (index == 0)
                WriteClip("data/clips/low/wrong.wav", ToneNetwork.HighHertz);
        }

        ToneNetwork.WriteWav(_scratch.Path("background/noise.wav"), Noise(ToneNetwork.SampleRate * 3));
        _data = Path.GetDirectoryName(_scratch.Path("data/clips/x"))!;
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Clips_in_folders_are_scored_against_the_folders_names()
    {
        var report = Eval(ExitCode.Ok, "--threads", "2");
        Assert.Equal(13, report.GetProperty("clips").GetInt32());
        Assert.Equal(12, report.GetProperty("correct").GetInt32());
        Assert.Equal(12 / 13.0, report.GetProperty("accuracy").GetDouble(), 9);
        Assert.Equal([0, 0, 6, 1], report.GetProperty("confusion")[ToneNetwork.Low].EnumerateArray().Select(count => count.GetInt32()));
        Assert.Equal(1.0, report.GetProperty("recall")[ToneNetwork.High].GetDouble());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("recall")[0].ValueKind);
        Assert.Equal(13 * 1.0, report.GetProperty("audioSeconds").GetDouble(), 6);
        Assert.Equal(1.0, report.GetProperty("referenceAgreement").GetDouble());
        Assert.True(report.GetProperty("synapticEventsPerSecond").GetDouble() > 0);
        Assert.True(report.GetProperty("inputSpikesPerSecond").GetDouble() > 0);
        Assert.True(report.GetProperty("cpuSecondsPerSecond").GetDouble() > 0);
    }

    [Fact]
    public void Short_clips_are_followed_by_silence_as_long_as_asked()
    {
        Assert.Equal(13 * 0.8, Eval(ExitCode.Ok, "--least", "0").GetProperty("audioSeconds").GetDouble(), 6);
        Assert.Equal(13 * 1.5, Eval(ExitCode.Ok, "--least", "1500").GetProperty("audioSeconds").GetDouble(), 6);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        foreach (var name in (string[])["confusion", "spikesPerSecond", "synapticEventsPerSecond"])
            Assert.Equal(Eval(ExitCode.Ok, "--threads", "1").GetProperty(name).ToString(), Eval(ExitCode.Ok, "--threads", "3").GetProperty(name).ToString());
    }

    [Fact]
    public void Patterns_choose_clips()
    {
        Assert.Equal(6, Eval(ExitCode.Ok, "--select", "[0-2].wav").GetProperty("clips").GetInt32());
        Assert.Equal(12, Eval(ExitCode.Ok, "--exclude", "wrong*").GetProperty("clips").GetInt32());
        Assert.Equal(4, Eval(ExitCode.Ok, "--limit", "2").GetProperty("clips").GetInt32());
    }

    [Fact]
    public void A_folder_of_another_name_counts_as_unknown_and_is_noted()
    {
        WriteClip("data/clips/whistle/0.wav", ToneNetwork.HighHertz);
        var report = Eval(ExitCode.Ok);
        Assert.Contains("whistle", report.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(1, report.GetProperty("confusion")[1][ToneNetwork.High].GetInt32());
    }

    [Fact]
    public void A_folder_without_folders_takes_labels_from_file_names()
    {
        WriteClip("flat/low_anna_0.wav", ToneNetwork.LowHertz);
        WriteClip("flat/high_anna_0.wav", ToneNetwork.HighHertz);
        WriteClip("flat/other.wav", ToneNetwork.HighHertz);
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("eval", "--model", _network, "--data", Path.GetDirectoryName(_scratch.Path("flat/x"))!, "--json"));
        var report = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(2, report.GetProperty("correct").GetInt32());
        Assert.Contains("1 files", report.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_clip_is_named_and_left_out()
    {
        File.WriteAllText(_scratch.Path("data/clips/low/bad.wav"), "nothing");
        Assert.Contains("bad.wav", Eval(ExitCode.BadFile).GetProperty("badClips")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(13, Eval(ExitCode.Ok, "--skip-bad").GetProperty("clips").GetInt32());
    }

    [Fact]
    public void A_stream_is_scored_at_every_ratio_and_its_curve_is_drawn()
    {
        var plot = _scratch.Path("curve.svg");
        var summary = Eval(ExitCode.Ok, "--stream", "--exclude", "wrong*", "--snr", "30", "--snr", "clean", "--plot", plot);
        var streams = summary.GetProperty("streams");
        Assert.Equal(2, streams.GetArrayLength());
        foreach (var stream in streams.EnumerateArray())
        {
            Assert.Equal(12, stream.GetProperty("commands").GetInt32());
            Assert.Equal(1.0, stream.GetProperty("hitRate").GetDouble());
            Assert.Equal(0.0, stream.GetProperty("wrongRate").GetDouble());
            Assert.InRange(stream.GetProperty("latencyP50").GetDouble(), -0.4, 0.2);
            var shipped = Assert.Single(stream.GetProperty("curve").EnumerateArray(), point => point.GetProperty("isShipped").GetBoolean());
            Assert.Equal(0.0, shipped.GetProperty("missRate").GetDouble());
        }

        Assert.Equal(1.0, streams[0].GetProperty("backgroundHours").GetDouble());
        Assert.Equal(JsonValueKind.Null, streams[1].GetProperty("falseAlarmsPerHour").ValueKind);
        Assert.Contains("<svg", File.ReadAllText(plot), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_shows_the_same_figures()
    {
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("eval", "--model", _network, "--data", _data));
        Assert.Contains("12 of 13 clips", run.Out, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    private JsonElement Eval(int code, params string[] more)
    {
        var run = new Invocation();
        Assert.Equal(code, run.Run(["eval", "--model", _network, "--data", _data, "--json", .. more]));
        return JsonDocument.Parse(run.Out).RootElement;
    }

    private void WriteClip(string name, int hertz) => ToneNetwork.WriteWav(_scratch.Path(name), ToneNetwork.Tone(hertz, 0.2, 0.4, 0.2));

    private static short[] Noise(int length)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, length).Select(_ => (short)random.Next(-1000, 1000))];
    }
}
