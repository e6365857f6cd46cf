using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Firmware.RealTime;
using EdgeSnn.Firmware.Supervision;
using EdgeSnn.Runtime;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

/// <summary><c>--threads</c> in the program: the same decisions, a swap while running, and what cannot be.</summary>
public sealed class ThreadsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Scratch _scratch = new();
    private readonly string _crowd;

    public ThreadsTests() => _crowd = ToneNetwork.WriteTo(_scratch.Path("tones.esnn"), ToneNetwork.CreateCrowded());

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_run_on_two_threads_decides_and_counts_what_one_does()
    {
        var audio = ToneNetwork.WriteWav(_scratch.Path("melody.wav"), ToneNetwork.Melody(4));
        var (one, two) = (Run(audio, 1), Run(audio, 2));
        Assert.Equal(4, one.Decisions.Length);
        Assert.Equal(one.Decisions, two.Decisions);
        Assert.Equal(one.Counted, two.Counted);
        Assert.DoesNotContain("threads", one.Errors, StringComparison.Ordinal);
        Assert.Contains("tones runs on 2 threads", two.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_too_small_says_that_it_runs_on_one_thread()
    {
        var audio = ToneNetwork.WriteWav(_scratch.Path("melody.wav"), ToneNetwork.Melody(1));
        var small = ToneNetwork.WriteTo(_scratch.Path("small.esnn"));
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("run", "--model", small, "--audio", audio, "--threads", "4"));
        Assert.Contains("runs on one thread: no population of it is large enough", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "0")]
    [InlineData("run", "-1")]
    [InlineData("run", "65")]
    [InlineData("run", "2000000000")]
    [InlineData("run", "two")]
    [InlineData("bench", "0")]
    [InlineData("bench", "-3")]
    [InlineData("bench", "65")]
    public void A_number_of_threads_that_cannot_be_is_refused_in_one_line(string verb, string threads)
    {
        var run = new Invocation();
        string[] input = verb == "run" ? ["--audio", "-"] : [];
        Assert.Equal(ExitCode.Usage, run.Run([verb, "--model", _crowd, .. input, "--threads", threads]));
        Assert.Contains("--threads", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(threads, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Bench_compares_threads_and_gives_advice()
    {
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("bench", "--model", _crowd, "--seconds", "0.2", "--threads", "2"));
        Assert.Contains("1 thread ", run.Out, StringComparison.Ordinal);
        Assert.Contains("times as fast", run.Out, StringComparison.Ordinal);
        Assert.Contains("pay", run.Out, StringComparison.Ordinal);
        run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("bench", "--model", "digits", "--seconds", "0.2", "--threads", "2"));
        Assert.Contains("no population of this network is large enough", run.Out, StringComparison.Ordinal);
        run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("bench", "--model", _crowd, "--seconds", "0.2", "--threads", "3", "--json"));
        var gain = JsonDocument.Parse(run.Out).RootElement.GetProperty("threads");
        Assert.InRange(gain.GetProperty("used").GetInt32(), 2, 3);
        Assert.True(gain.GetProperty("gain").GetDouble() > 0);
    }

    [Fact]
    public async Task Threads_of_the_configuration_hold_through_a_swap_and_a_hang_up()
    {
        using var input = new FedStream();
        using var errors = new LineWatcher();
        var reload = new ReloadRequest();
        var (config, report, decisions) = (_scratch.Path("edgesnn.json"), _scratch.Path("report.json"), _scratch.Path("decisions.jsonl"));
        void Configure(int threads) => File.WriteAllText(
            config, $"{{\"model\": \"{_crowd}\", \"audio\": \"-\", \"outputs\": [\"jsonl:{decisions}\"], \"threads\": {threads}, \"watch\": true, \"report\": \"{report}\"}}");
        Configure(2);
        var invocation = new Invocation { OpenInput = () => input, Observer = errors, Reload = reload };
        var run = Task.Run(() => invocation.Run("run", "--config", config));
        await errors.Until("tones runs on 2 threads", Patience);
        input.Feed(ToneNetwork.Melody(2));
        await Until(() => Count(decisions) == 2);

        for (var swap = 1; swap <= 2; swap++)
        {
            File.Move(ToneNetwork.WriteTo(_scratch.Path("new.esnn"), ToneNetwork.CreateCrowded() with { Description = $"swap {swap}" }), _crowd, overwrite: true);
            await Until(() => errors.Text.Split("new network:").Length == 1 + swap);
            input.Feed(ToneNetwork.Melody(2));
            await Until(() => Count(decisions) == 2 + (2 * swap));
        }

        Configure(1);
        Assert.True(SpinWait.SpinUntil(reload.TryRaise, Patience));
        await errors.Until("threads: takes effect at the next start", Patience);
        input.Feed(ToneNetwork.Melody(1));
        await Until(() => Count(decisions) == 7);
        input.End();
        Assert.Equal(ExitCode.Ok, await run.WaitAsync(Patience));
        var told = JsonDocument.Parse(File.ReadAllText(report)).RootElement;
        Assert.Equal(0, told.GetProperty("samplesDropped").GetInt64());
        Assert.Equal(2, told.GetProperty("networksTaken").GetInt32());
    }

    [SkippableFact]
    public async Task A_reload_that_fails_leaves_no_threads_of_its_network_behind()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the files are Linux's");
        using var input = new FedStream();
        using var errors = new LineWatcher();
        var reload = new ReloadRequest();
        var config = _scratch.Path("edgesnn.json");
        void Configure(string model, string decisions) => File.WriteAllText(
            config, $"{{\"model\": \"{model}\", \"audio\": \"-\", \"outputs\": [\"jsonl:{decisions}\"], \"threads\": 7}}");
        Configure(_crowd, _scratch.Path("decisions.jsonl"));
        var invocation = new Invocation { OpenInput = () => input, Observer = errors, Reload = reload };
        var run = Task.Run(() => invocation.Run("run", "--config", config));
        await errors.Until("tones runs on 7 threads", Patience);
        // No other test has as many.
        await Until(() => Living("network 6") == 1);
        // No folder, but a file.
        Configure(ToneNetwork.WriteTo(_scratch.Path("other.esnn"), ToneNetwork.CreateCrowded()), Path.Combine(_crowd, "decisions.jsonl"));
        Assert.True(SpinWait.SpinUntil(reload.TryRaise, Patience));
        await errors.Until("the new configuration is not taken", Patience);
        await Until(() => Living("network 6") == 1);
        input.End();
        Assert.Equal(ExitCode.Ok, await run.WaitAsync(Patience));
        await Until(() => Living("network 6") == 0);
    }

    [Fact]
    public void The_threads_of_a_network_end_when_it_is_replaced_and_with_the_device()
    {
        var model = ToneNetwork.CreateCrowded();
        DeviceInput<short> Join(NetworkModel next) => AudioInput.Join(next, new ArraySensor(ToneNetwork.Melody(2)));
        var device = new Device<short>(model, Join(model), [new Recorder()], new DeviceOptions { Threads = 2 });
        var first = device.Stage.Network.Team!;
        var never = device.Prepare(model, Join);
        device.Take(never);
        var second = device.Prepare(model, Join);
        device.Take(second);
        Assert.Equal((1, 0, 1), (first.Living, never.Network.Team!.Living, second.Network.Team!.Living));
        device.Start();
        Assert.True(SpinWait.SpinUntil(() => device.Wait(TimeSpan.FromMilliseconds(10)), Patience));
        Assert.Equal(1, device.Finish().Swaps);
        device.EndReplaced();
        Assert.Equal((0, 1), (first.Living, second.Network.Team!.Living));
        device.Dispose();
        Assert.Equal(0, second.Network.Team!.Living);
    }

    [Fact]
    public void Helping_threads_are_asked_the_priority_but_not_the_processor_of_the_network_thread()
    {
        var model = ToneNetwork.CreateCrowded();
        DeviceInput<short> Join(NetworkModel next) => AudioInput.Join(next, new ArraySensor(ToneNetwork.Melody(1)));
        var realTime = new RealTimeOptions { FifoPriority = 1, Cpu = 0 };
        using var device = new Device<short>(model, Join(model), [new Recorder()], new DeviceOptions { Threads = 3, RealTime = realTime });
        // Another network's threads ask for the same, and it is told once.
        using var next = device.Prepare(model, Join);
        Assert.Equal(
            ["SCHED_FIFO 1 for the network 1 thread", "SCHED_FIFO 1 for the network 2 thread"],
            device.Grants.Select(grant => grant.Detail).Order());
    }

    private (string[] Decisions, string Counted, string Errors) Run(string audio, int threads)
    {
        var report = _scratch.Path($"{threads}.json");
        var run = new Invocation();
        Assert.Equal(ExitCode.Ok, run.Run("run", "--model", _crowd, "--audio", audio, "--json", "--report", report, "--threads", $"{threads}"));
        var told = JsonDocument.Parse(File.ReadAllText(report)).RootElement;
        string[] counted = [.. ((string[])["samples", "ticks", "decisionsByLabel", "allocatedBytesPerTick"]).Select(name => told.GetProperty(name).GetRawText())];
        var messages = run.OutLines.Select(line => JsonDocument.Parse(line).RootElement);
        return ([.. messages.Select(one => $"{one.GetProperty("sequence")} {one.GetProperty("label")} {one.GetProperty("confidence")} {one.GetProperty("streamTimeMs")}")],
            string.Join(' ', counted), run.Error);
    }

    private static int Living(string name)
    {
        return Directory.GetDirectories("/proc/self/task").Count(IsNamed);

        bool IsNamed(string thread)
        {
            try
            {
                return File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd() == name;
            }
            catch (IOException)
            {
                // It has ended since.
                return false;
            }
        }
    }

    private static int Count(string path)
    {
        if (!File.Exists(path))
            return 0;
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Count(letter => letter == '\n');
    }

    private static async Task Until(Func<bool> condition)
    {
        using var end = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(5, end.Token);
    }
}
