using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Models;
using EdgeSnn.Models.Format;
using EdgeSnn.Runtime;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

/// <summary>What <c>edgesnn bench</c> says; how fast anything was is no matter here.</summary>
public sealed class BenchTests : IDisposable
{
    private static readonly string[] Stages = ["encoder", "deliver", "update", "decoder"];

    private readonly Scratch _scratch = new();

    public static TheoryData<string> Networks() => [.. BundledNetworks.Names];

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_bundled_network_is_measured_stage_by_stage(string name)
    {
        var report = Measure("--model", name, "--seconds", "1");
        Assert.Equal(name, report.GetProperty("network").GetString());
        Assert.Equal(1.0, report.GetProperty("inputSeconds").GetDouble(), 0.02);
        Assert.Equal(Stages, report.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("stage").GetString()));
        Assert.Equal(Network.RequiredBytes(BundledNetworks.Read(name)), report.GetProperty("networkBytes").GetInt64());
        Assert.True(report.GetProperty("synapticEventsPerSecond").GetDouble() > 0);
        var whole = report.GetProperty("whole").GetProperty("cpuMillisecondsPerSecond").GetDouble();
        Assert.Equal(whole, report.GetProperty("stages").EnumerateArray().Sum(stage => stage.GetProperty("cpuMillisecondsPerSecond").GetDouble()), 1e-6 + (whole * 1e-6));
        Assert.Equal(1000 / whole, report.GetProperty("realTimeHeadroom").GetDouble(), 1e-6);
        foreach (var stage in report.GetProperty("stages").EnumerateArray().Append(report.GetProperty("whole")))
        {
            Assert.InRange(stage.GetProperty("microsecondsP50").GetDouble(), 0, stage.GetProperty("microsecondsP99").GetDouble());
            Assert.InRange(stage.GetProperty("microsecondsP99").GetDouble(), 0, stage.GetProperty("microsecondsMax").GetDouble());
        }
    }

    [Fact]
    public void Own_networks_are_measured_with_own_recordings()
    {
        var tones = ToneNetwork.WriteTo(_scratch.Path("tones.esnn"));
        var audio = ToneNetwork.WriteWav(_scratch.Path("melody.wav"), ToneNetwork.Melody(2));
        Assert.Equal(audio, Measure("--model", tones, "--audio", audio, "--seconds", "5").GetProperty("input").GetString());
        var sides = SideNetwork.WriteTo(_scratch.Path("sides.esnn"));
        var events = SideNetwork.WriteDat(_scratch.Path("scene.dat"), SideNetwork.Scene(0, 0, 1));
        Assert.Equal(events, Measure("--model", sides, "--events", events, "--seconds", "1").GetProperty("input").GetString());
    }

    [Fact]
    public void A_network_that_takes_spikes_as_they_are_is_given_random_ones()
    {
        var model = ToneNetwork.Create() with { Encoder = new EncoderModel { Name = "spikes", Parameters = [] } };
        var path = _scratch.Path("spikes.esnn");
        using (var file = File.Create(path))
            ModelWriter.Write(model, file);
        Assert.True(Measure("--model", path, "--seconds", "2").GetProperty("spikesPerSecond").GetDouble() > 0);
    }

    [Fact]
    public void Text_says_what_a_person_wants_to_know()
    {
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("bench", "--model", "digits", "--seconds", "0.5"));
        foreach (var word in (string[])[.. Stages, "whole", "times real time", "synaptic events", "bytes allocated"])
            Assert.Contains(word, run.Out, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "keywords", "--events", "x.raw")]
    [InlineData(ExitCode.Usage, "gestures", "--audio", "x.wav")]
    [InlineData(ExitCode.Usage, "keywords", "--audio", "-")]
    [InlineData(ExitCode.Usage, "gestures", "--events", "tcp://127.0.0.1:1")]
    [InlineData(ExitCode.Usage, "keywords", "--format", "evt3")]
    [InlineData(ExitCode.Usage, "keywords", "--seconds", "0")]
    [InlineData(ExitCode.Usage, "keywords", "--seconds", "much")]
    [InlineData(ExitCode.Usage, "no-such-network", "--seconds", "1")]
    [InlineData(ExitCode.BadFile, "keywords", "--audio", "nowhere.wav")]
    [InlineData(ExitCode.BadFile, "gestures", "--events", "nowhere.raw")]
    [InlineData(ExitCode.BadFile, "nowhere.esnn", "--seconds", "1")]
    public void What_cannot_be_measured_is_refused_in_one_line(int exitCode, string model, string option, string value)
    {
        var run = new Invocation();
        Assert.Equal(exitCode, run.Run("bench", "--model", model, option, value));
        Assert.StartsWith("edgesnn: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_shorter_than_a_tick_is_refused()
    {
        var run = new Invocation();
        var path = ToneNetwork.WriteWav(_scratch.Path("short.wav"), new short[10]);
        Assert.Equal(ExitCode.BadFile, run.Run("bench", "--model", "keywords", "--audio", path));
        Assert.Contains("no whole tick", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signal_ends_a_long_measurement()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Equal(ExitCode.Ok, new Invocation { Stop = stop.Token }.Run("bench", "--model", "digits", "--seconds", "3600"));
    }

    private static JsonElement Measure(params string[] args)
    {
        var run = new Invocation();
        Assert.True(run.Run(["bench", "--json", .. args]) == ExitCode.Ok, run.Error);
        return JsonDocument.Parse(run.Out).RootElement;
    }
}
