using EdgeSnn.Sensors.Gpio;
using EdgeSnn.Tests.Firmware;
using EdgeSnn.Tests.Sensors.Gpio;

namespace EdgeSnn.Tests.EndToEnd;

public sealed class TriggerTests
{
    [Theory]
    [InlineData(true, 1, "1 edges, 0 decisions withheld")]
    [InlineData(false, 0, "0 edges, 1 decisions withheld")]
    public void A_decision_needs_an_edge_before_it(bool isPressed, int decisions, string summary)
    {
        using var scratch = new Scratch();
        var model = ToneNetwork.WriteTo(scratch.Path("tones.esnn"));
        using var line = new EdgeRecords(GpioInputAddress.Parse("gpio:22"));
        if (isPressed)
            line.Add(1_000, 22);
        var run = new Invocation { OpenEdges = (_, _) => line };
        var audio = ToneNetwork.WriteWav(scratch.Path("low.wav"), ToneNetwork.Tone(ToneNetwork.LowHertz, 0.3, 0.6, 0.3));
        Assert.Equal(0, run.Run("run", "--model", model, "--audio", audio, "--trigger", "gpio:22,window=1000s"));
        Assert.Equal(decisions, run.OutLines.Length);
        Assert.Contains($"trigger gpio:22,window=1000s: {summary}", run.Error, StringComparison.Ordinal);
    }
}
