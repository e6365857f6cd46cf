using System.Diagnostics;
using EdgeSnn.Firmware;
using EdgeSnn.Firmware.Outputs;

namespace EdgeSnn.Tests.Firmware;

public sealed class UnixOutputTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_named_pipe_in_the_way_is_refused_at_once()
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = Path.Combine(Path.GetTempPath(), $"edgesnn-{Guid.NewGuid():N}");
        using (var make = Process.Start("mkfifo", path))
            make.WaitForExit();
        try
        {
            var opening = Task.Run(() => new UnixOutput($"unix:{path}", path, new StreamServerOptions("tones")).Dispose());
            await Assert.ThrowsAsync<DeviceException>(() => opening.WaitAsync(Patience));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
