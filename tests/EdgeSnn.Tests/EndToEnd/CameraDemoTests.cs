using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

public sealed class CameraDemoTests
{
    [Fact]
    public void The_camera_demo_prints_decisions_as_lines_and_then_what_was_shown()
    {
        var invocation = new Invocation();
        Assert.Equal(ExitCode.Ok, invocation.Run("demo", "camera", "--fast"));
        Assert.Equal("", invocation.Error);
        Assert.StartsWith("gestures: a simulated camera, seed 1, as fast as possible", invocation.OutLines[0], StringComparison.Ordinal);
        Assert.Contains("of 12 gestures seen", invocation.Out, StringComparison.Ordinal);
        Assert.Contains("; 0 bytes allocated per tick", invocation.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', invocation.Out);
    }

    [Fact]
    public void The_camera_demo_sees_most_gestures_of_a_seed()
    {
        var report = Report("--seed", "1");
        Assert.Equal(12, report.GetProperty("shown").GetInt32());
        Assert.InRange(report.GetProperty("hits").GetInt32(), 9, 12);
        Assert.InRange(report.GetProperty("falseAlarms").GetInt32(), 0, 2);
        Assert.Equal(0, report.GetProperty("droppedEvents").GetInt64());
        Assert.Equal(14, report.GetProperty("gestures").GetArrayLength());
    }

    [Fact]
    public void The_same_seed_shows_and_sees_the_same()
    {
        Assert.Equal(Gestures("5"), Gestures("5"));
        Assert.NotEqual(Gestures("5"), Gestures("6"));

        static string Gestures(string seed) => Report("--seed", seed).GetProperty("gestures").GetRawText();
    }

    [Theory]
    [InlineData("demo", "radio")]
    [InlineData("demo", "camera", "--seed", "x")]
    [InlineData("demo", "--seed", "2")]
    public void A_wrong_command_line_is_refused(params string[] args)
    {
        var invocation = new Invocation();
        Assert.Equal(ExitCode.Usage, invocation.Run(args));
        Assert.Single(invocation.ErrorLines);
        Assert.Equal("", invocation.Out);
    }

    [Fact]
    public void Demo_without_an_argument_is_the_audio_demo()
    {
        var invocation = new Invocation();
        Assert.Equal(ExitCode.Ok, invocation.Run("demo", "--fast"));
        Assert.Contains("commands heard", invocation.Out, StringComparison.Ordinal);
    }

    private static JsonElement Report(params string[] args)
    {
        var invocation = new Invocation();
        Assert.Equal(ExitCode.Ok, invocation.Run(["demo", "camera", "--fast", "--json", .. args]));
        return JsonDocument.Parse(invocation.Out).RootElement;
    }
}
