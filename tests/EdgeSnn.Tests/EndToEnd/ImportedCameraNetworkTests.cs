using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

/// <summary>A network trained elsewhere, imported and given recordings of a camera: the shortest way from one to the other.</summary>
public sealed class ImportedCameraNetworkTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [SkippableTheory]
    [InlineData("int16")]
    [InlineData("int8")]
    public void Imported_digits_network_tells_digits_seen_by_a_camera(string weights)
    {
        var source = Path.Combine(SharedData.Folder("nir"), "models", "nmnist-cnn-sinabs.nir");
        var data = SharedData.Folder("events/nmnist/train");
        var network = _scratch.Path("cnn.esnn");
        var import = new Invocation();
        Assert.Equal(ExitCode.Ok, import.Run("import", source, "--from", "sinabs", "--weights", weights, "--per-channel", "-o", network));

        var eval = new Invocation();
        Assert.Equal(ExitCode.Ok, eval.Run("eval", "--model", network, "--data", data, "--limit", "4", "--threads", "2", "--no-reference", "--json"));
        var report = JsonDocument.Parse(eval.Out).RootElement;
        // 98.9 % of all 999.
        Assert.Equal(40, report.GetProperty("clips").GetInt32());
        Assert.InRange(report.GetProperty("correct").GetInt32(), 39, 40);
    }
}
