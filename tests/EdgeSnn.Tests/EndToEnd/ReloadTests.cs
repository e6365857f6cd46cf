using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Firmware.Supervision;
using EdgeSnn.Models.Format;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

/// <summary>A run that goes on while its configuration and its network change. Standard input is fed as the test likes.</summary>
public sealed class ReloadTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Scratch _scratch = new();
    private readonly FedStream _input = new();
    private readonly LineWatcher _errors = new();
    private readonly ReloadRequest _reload = new();
    private readonly string _network;
    private readonly string _config;
    private readonly string _report;

    public ReloadTests()
    {
        _network = ToneNetwork.WriteTo(_scratch.Path("tones.esnn"));
        _config = _scratch.Path("edgesnn.json");
        _report = _scratch.Path("report.json");
    }

    public void Dispose()
    {
        _input.Dispose();
        _errors.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_hang_up_exchanges_outputs_and_thresholds_and_a_bad_file_changes_nothing()
    {
        var (first, second) = (_scratch.Path("first.jsonl"), _scratch.Path("second.jsonl"));
        Configure($"\"jsonl:{first}\"", 0.8);
        var run = Start();
        _input.Feed(ToneNetwork.Melody(2));
        await Until(() => Lines(first).Length == 2);

        Configure($"\"jsonl:{second}\"", 0.99);
        Raise();
        await _errors.Until("reloaded:", Patience);
        _input.Feed(ToneNetwork.Melody(2));
        await Until(() => Lines(second).Length == 2);

        File.WriteAllText(_config, "{\"audio\": \"-\", \"treshold\": 0.5}");
        Raise();
        await _errors.Until("did you mean 'threshold'?", Patience);
        _input.Feed(ToneNetwork.Melody(2));
        await Until(() => Lines(second).Length == 4);
        _input.End();
        Assert.Equal(ExitCode.Ok, await run.WaitAsync(Patience));

        Assert.Equal(2, Lines(first).Length);
        var messages = Lines(first).Concat(Lines(second)).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(Enumerable.Range(0, 6), messages.Select(message => message.GetProperty("sequence").GetInt32()));
        Assert.Equal(["low", "high", "low", "high", "low", "high"], messages.Select(message => message.GetProperty("label").GetString()));
        Assert.All(messages.Skip(2), message => Assert.True(message.GetProperty("confidence").GetDouble() >= 0.98));
        AssertNothingLost(6);
    }

    [Fact]
    public async Task A_network_replaced_by_a_rename_is_taken_without_losing_a_sample_and_a_bad_one_is_not()
    {
        var decisions = _scratch.Path("decisions.jsonl");
        Configure($"\"jsonl:{decisions}\"", 0.8);
        var run = Start();
        _input.Feed(ToneNetwork.Melody(2));
        await Until(() => Lines(decisions).Length == 2);

        // The new version says the opposite, so that it shows.
        var swapped = ToneNetwork.Create() with { Projections = [ToneNetwork.Create().Projections[0] with { Weights = Opposite() }] };
        Replace(path =>
        {
            using var file = File.Create(path);
            ModelWriter.Write(swapped, file);
        });
        await _errors.Until("new network:", Patience);
        _input.Feed(ToneNetwork.Melody(2));
        await Until(() => Lines(decisions).Length == 4);

        Replace(path => File.WriteAllText(path, "not a network"));
        await _errors.Until("the new network is not taken", Patience);
        Replace(path =>
        {
            using var file = File.Create(path);
            ModelWriter.Write(ToneNetwork.Create("others"), file);
        });
        await _errors.Until("as in the running network", Patience);
        _input.Feed(ToneNetwork.Melody(2));
        await Until(() => Lines(decisions).Length == 6);
        _input.End();
        Assert.Equal(ExitCode.Ok, await run.WaitAsync(Patience));

        var messages = Lines(decisions).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["low", "high", "high", "low", "high", "low"], messages.Select(message => message.GetProperty("label").GetString()));
        Assert.Equal(Enumerable.Range(0, 6), messages.Select(message => message.GetProperty("sequence").GetInt32()));
        AssertNothingLost(6);
        Assert.Equal(1, Report().GetProperty("networksTaken").GetInt32());
    }

    [SkippableFact]
    public async Task The_service_manager_hears_of_start_reload_and_end()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "sd_notify is Linux's");
        using var manager = new FakeServiceManager("@edgesnn-" + Guid.NewGuid());
        Configure("\"console\"", 0.8);
        var run = Start(name => name switch { "NOTIFY_SOCKET" => manager.Address, "WATCHDOG_USEC" => "600000", _ => null });
        Assert.Contains("STATUS=tones to console", manager.ReceiveFrom("READY=1"), StringComparison.Ordinal);
        // The stream is silent: the loop goes round all the same.
        manager.ReceiveFrom("WATCHDOG=1");
        Raise();
        manager.ReceiveFrom("RELOADING=1\nMONOTONIC_USEC=");
        manager.ReceiveFrom("READY=1");
        _input.End();
        manager.ReceiveFrom("STOPPING=1");
        Assert.Equal(ExitCode.Ok, await run.WaitAsync(Patience));
    }

    private void Configure(string outputs, double threshold) => File.WriteAllText(
        _config, FormattableString.Invariant($"{{\"model\": \"{_network}\", \"audio\": \"-\", \"outputs\": [{outputs}], \"threshold\": {threshold}, \"watch\": true, \"report\": \"{_report}\"}}"));

    private Task<int> Start(Func<string, string?>? variable = null)
    {
        var run = new Invocation { OpenInput = () => _input, Observer = _errors, Reload = _reload, Variable = variable ?? (_ => null) };
        return Task.Run(() => run.Run("run", "--config", _config));
    }

    private void Raise() => Assert.True(SpinWait.SpinUntil(_reload.TryRaise, Patience));

    private void Replace(Action<string> write)
    {
        var temporary = _scratch.Path("new.esnn");
        write(temporary);
        File.Move(temporary, _network, overwrite: true);
    }

    private static short[] Opposite()
    {
        var weights = ToneNetwork.Create().Projections[0].Weights.ToArray();
        for (var index = 0; index < weights.Length; index += 4)
            (weights[index + ToneNetwork.Low], weights[index + ToneNetwork.High]) = (weights[index + ToneNetwork.High], weights[index + ToneNetwork.Low]);
        return weights;
    }

    private void AssertNothingLost(int seconds)
    {
        Assert.Equal(seconds * ToneNetwork.SampleRate, Report().GetProperty("samples").GetInt64());
        Assert.Equal(0, Report().GetProperty("samplesDropped").GetInt64());
        Assert.Equal(seconds * ToneNetwork.SampleRate / 64, Report().GetProperty("ticks").GetInt64());
    }

    private JsonElement Report() => JsonDocument.Parse(File.ReadAllText(_report)).RootElement;

    private static string[] Lines(string path)
    {
        if (!File.Exists(path))
            return [];
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task Until(Func<bool> condition)
    {
        using var end = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(5, end.Token);
    }
}
