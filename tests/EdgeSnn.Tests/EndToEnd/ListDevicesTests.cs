using System.Text.Json;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

public sealed class ListDevicesTests
{
    [Fact]
    public void Devices_are_listed_under_three_titles_whatever_there_is()
    {
        var run = new Invocation();
        Assert.Equal(0, run.Run("list", "--devices"));
        Assert.Equal("", run.Error);
        foreach (var title in new[] { "Microphones (--audio)", "GPIO chips (--out gpio:...,chip=NAME)", "Video devices (--events)" })
            Assert.Contains(title, run.OutLines);
    }

    [Fact]
    public void Devices_are_listed_as_data()
    {
        var run = new Invocation();
        Assert.Equal(0, run.Run("list", "--devices", "--json"));
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(["microphones", "gpioChips", "videoDevices"], json.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal(JsonValueKind.Array, json.RootElement.GetProperty("gpioChips").ValueKind);
    }
}
