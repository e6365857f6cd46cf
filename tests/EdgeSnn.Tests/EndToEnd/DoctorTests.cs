using System.Text.Json;
using EdgeSnn.Firmware.Verbs.Doctor;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

public sealed class DoctorTests
{
    [Fact]
    public void The_machine_is_described_measured_and_advised()
    {
        var run = new Invocation();
        Assert.Equal(0, run.Run("doctor", "--seconds", "0.2"));
        Assert.Equal("", run.Error);
        foreach (var finding in new[] { "system", "board", "processors", "gpio", "audio" })
            Assert.Contains(run.OutLines, line => line.StartsWith(finding + " ", StringComparison.Ordinal));
        Assert.Contains("1 ms wake-ups     late by p50       p99        max    slept through", run.OutLines);
        Assert.Contains(run.OutLines, line => line.StartsWith("usual", StringComparison.Ordinal) && line.EndsWith(" of 100", StringComparison.Ordinal));
        Assert.Contains(run.OutLines, line => line.StartsWith("SCHED_FIFO 50", StringComparison.Ordinal));
        Assert.Contains(run.OutLines, line => line is "Advice" or "No advice: this machine is well.");
    }

    [Fact]
    public void The_same_is_there_as_data()
    {
        var run = new Invocation();
        Assert.Equal(0, run.Run("doctor", "--seconds", "0.2", "--json"));
        using var json = JsonDocument.Parse(run.Out);
        var root = json.RootElement;
        Assert.Equal(["findings", "jitter", "advice"], root.EnumerateObject().Select(field => field.Name));
        Assert.All(root.GetProperty("findings").EnumerateArray(), finding => Assert.NotEqual("", finding.GetProperty("name").GetString() + finding.GetProperty("value").GetString()));
        var usual = root.GetProperty("jitter")[0];
        Assert.Equal(100, usual.GetProperty("ticks").GetInt64() + usual.GetProperty("skipped").GetInt64());
        Assert.True(usual.GetProperty("p50Us").GetDouble() <= usual.GetProperty("p99Us").GetDouble());
        Assert.True(usual.GetProperty("p99Us").GetDouble() <= 1.04 * usual.GetProperty("maxUs").GetDouble());
        var fifo = root.GetProperty("jitter")[1];
        Assert.True(fifo.TryGetProperty("refusal", out var refusal) && refusal.ValueKind == JsonValueKind.String ? fifo.GetProperty("ticks").GetInt64() == 0 : fifo.GetProperty("ticks").GetInt64() > 0);
        // What is not well has its advice, under the same name.
        foreach (var finding in root.GetProperty("findings").EnumerateArray().Where(finding => finding.TryGetProperty("advice", out var advice) && advice.ValueKind == JsonValueKind.String))
            Assert.Contains(root.GetProperty("advice").EnumerateArray(), advice => advice.GetString()!.StartsWith(finding.GetProperty("name").GetString() + ": ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("4000")]
    [InlineData("NaN")]
    public void A_measurement_of_no_use_is_refused(string seconds)
    {
        var run = new Invocation();
        Assert.Equal(2, run.Run("doctor", "--seconds", seconds));
        Assert.Contains("--seconds", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_board_is_read_from_its_files()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the files are Linux's");
        using var scratch = new Scratch();
        Put("proc/device-tree/model", "Raspberry Pi 4 Model B\0");
        Put("proc/self/limits", "Max locked memory         8388608   8388608   bytes\nMax realtime priority     95        95\n");
        Put("proc/sys/kernel/sched_rt_runtime_us", "0\n");
        Put("sys/kernel/realtime", "1\n");
        Put("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "ondemand\n");
        Put("sys/devices/system/cpu/isolated", "3\n");
        Put("dev/gpiochip0", "");
        Put("dev/snd/pcmC1D0c", "");
        var findings = Machine.Examine(Path.GetDirectoryName(scratch.Path("dev"))!).ToDictionary(finding => finding.Name);
        Assert.Equal("Raspberry Pi 4 Model B", findings["board"].Value);
        Assert.Equal(new Finding("kernel", "PREEMPT_RT"), findings["kernel"]);
        Assert.Equal("RLIMIT_MEMLOCK 8192 kB", findings["memory lock"].Value);
        Assert.Contains("LimitMEMLOCK=infinity", findings["memory lock"].Advice, StringComparison.Ordinal);
        Assert.Contains("sched_rt_runtime_us=950000", findings["real-time share"].Advice, StringComparison.Ordinal);
        Assert.Equal("ondemand", findings["governor"].Value);
        Assert.NotNull(findings["governor"].Advice);
        Assert.StartsWith("3: ", findings["isolated processors"].Value, StringComparison.Ordinal);
        Assert.Equal(new Finding("gpio", "gpiochip0"), findings["gpio"]);
        Assert.Equal(new Finding("audio", "pcmC1D0c"), findings["audio"]);

        void Put(string path, string text) => File.WriteAllText(scratch.Path(path), text);
    }
}
