using System.Diagnostics;

namespace EdgeSnn.Tests.EndToEnd;

/// <summary>The program as a process of its own, as a user starts it.</summary>
public sealed class ProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_demo_prints_what_it_heard_and_what_was_expected()
    {
        using var process = Start("--fast");
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        Assert.Equal("", await process.StandardError.ReadToEndAsync().WaitAsync(Patience));
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("commands heard", output, StringComparison.Ordinal);
        Assert.Contains("marvin", output, StringComparison.Ordinal);
        Assert.Contains("; 0 bytes allocated per tick", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', output);
    }

    [Fact]
    public async Task A_wrong_verb_is_one_line_on_standard_error_and_exit_code_2()
    {
        using var process = Start("rum");
        Assert.Equal("edgesnn: unknown verb 'rum'; did you mean 'run'?", (await process.StandardError.ReadToEndAsync().WaitAsync(Patience)).Trim());
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(2, process.ExitCode);
    }

    [SkippableFact]
    public async Task An_interrupt_ends_a_run_in_order()
    {
        Skip.IfNot(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "sends SIGINT");
        // In real time the demo takes 30 s; its first line shows that it runs.
        using var process = Start();
        Assert.NotNull(await process.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            await kill.WaitForExitAsync().WaitAsync(Patience);
        var rest = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("commands heard", rest, StringComparison.Ordinal);
    }

    private static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "edgesnn.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
