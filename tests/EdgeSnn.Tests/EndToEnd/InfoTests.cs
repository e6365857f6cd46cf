using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Models;
using EdgeSnn.Runtime;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

public sealed class InfoTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_memory_it_prints_is_what_the_network_requires()
    {
        Assert.NotEmpty(BundledNetworks.Names);
        foreach (var name in BundledNetworks.Names)
            Assert.Equal(Network.RequiredBytes(BundledNetworks.Read(name)), Info(name).GetProperty("networkBytes").GetInt64());
    }

    [Fact]
    public void A_network_file_is_described_from_the_file_alone()
    {
        var path = ToneNetwork.WriteTo(_scratch.Path("tones.esnn"));
        var info = Info(path);
        Assert.Equal("tones", info.GetProperty("name").GetString());
        Assert.Equal(4, info.GetProperty("neurons").GetInt32());
        Assert.Equal(96, info.GetProperty("synapses").GetInt32());
        Assert.Equal(16, info.GetProperty("nonZeroWeights").GetInt32());
        Assert.Equal(new FileInfo(path).Length, info.GetProperty("fileBytes").GetInt64());
        Assert.Equal(["_silence_", "_unknown_", "low", "high"], info.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal("filter-bank", info.GetProperty("encoder").GetProperty("name").GetString());
    }

    [Fact]
    public void A_recording_is_described_too()
    {
        var info = Info(ToneNetwork.WriteWav(_scratch.Path("melody.wav"), ToneNetwork.Melody(3)));
        Assert.Equal(ToneNetwork.SampleRate, info.GetProperty("sampleRate").GetInt32());
        Assert.Equal(1, info.GetProperty("channels").GetInt32());
        Assert.Equal(16, info.GetProperty("bitsPerSample").GetInt32());
        Assert.Equal(3.0, info.GetProperty("seconds").GetDouble());
    }

    [Fact]
    public void Every_verb_has_help_and_the_program_a_version()
    {
        foreach (var verb in (string[][])[["--help"], ["run", "--help"], ["eval", "--help"], ["bench", "--help"], ["info", "--help"], ["convert", "--help"], ["list", "--help"]])
        {
            var run = new Invocation();
            Assert.Equal(ExitCode.Ok, run.Run(verb));
            Assert.Contains("Usage:", run.Out, StringComparison.Ordinal);
            Assert.Equal("", run.Error);
        }

        var version = new Invocation();
        Assert.Equal(ExitCode.Ok, version.Run("--version"));
        Assert.Matches(@"^\d+\.\d+\.\d+", Assert.Single(version.OutLines));
    }

    [Fact]
    public void The_lists_have_every_kind_of_part()
    {
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("list", "--json"));
        foreach (var kind in JsonDocument.Parse(run.Out).RootElement.EnumerateObject())
            Assert.NotEqual(0, kind.Value.GetArrayLength());
    }

    private static JsonElement Info(string subject)
    {
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("info", subject, "--json"));
        return JsonDocument.Parse(run.Out).RootElement;
    }
}
