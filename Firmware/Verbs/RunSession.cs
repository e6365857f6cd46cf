using System.Globalization;
using EdgeSnn.Firmware.Metrics;
using EdgeSnn.Firmware.Supervision;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>
/// What goes on around a running device, on the thread that started it: the service manager is told, a reload is done, a new
/// network is taken over. What may take long is done beside, so that the watchdog is fed meanwhile.
/// </summary>
internal sealed class RunSession<TSample> where TSample : unmanaged
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);

    private readonly Device<TSample> _device;
    private readonly RunRequest _request;
    private readonly Func<NetworkModel, DeviceInput<TSample>> _join;
    private readonly Func<string[], List<IOutput>> _open;
    private readonly Terminal _terminal;
    private readonly EventLog _log;
    private readonly Supervisor _supervisor;
    private RunOptions _options;
    private NetworkModel _model;
    private ModelFile? _file;
    private Task _work = Task.CompletedTask;
    private long _statusTimestamp;
    private int _grantsTold;

    /// <param name="device">Not yet started.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="join">Joins a network to the run's samples.</param>
    /// <param name="open">Opens outputs by their addresses.</param>
    /// <param name="terminal">Signals, environment, clock.</param>
    /// <param name="log">Where events are told.</param>
    public RunSession(
        Device<TSample> device, RunRequest request, Func<NetworkModel, DeviceInput<TSample>> join,
        Func<string[], List<IOutput>> open, Terminal terminal, EventLog log)
    {
        _device = device;
        _request = request;
        _join = join;
        _open = open;
        _terminal = terminal;
        _log = log;
        _options = request.Options;
        _model = request.Model;
        _file = FileOf(_options);
        _supervisor = Supervisor.Find(terminal.Variable, terminal.Time);
    }

    /// <summary>Runs to the end of the stream, or until a stop is asked for.</summary>
    public DeviceReport Run()
    {
        using var metrics = _options.Metrics is { } address ? new MetricsServer(address, () => MetricsText.Of(_device.Report(), _device.Model, _log.Suppressed)) : null;
        if (metrics is not null)
            _log.Write(LogPriority.Info, $"metrics at http://{metrics.EndPoint}/metrics");
        _device.Start();
        using (_terminal.Stop.Register(Stop))
        {
            if (_request.Reread is not null)
                _terminal.Reload.Listen();
            _supervisor.Ready(Status());
            _statusTimestamp = _terminal.Time.GetTimestamp();
            while (!_device.Wait(Turn))
                TakeTurn();
            _terminal.Reload.Ignore();
        }

        TellRefusals();
        if (!_terminal.Stop.IsCancellationRequested)
            _supervisor.Stopping();
        _supervisor.Dispose();
        return _device.Finish();
    }

    private void Stop()
    {
        _supervisor.Stopping();
        _device.Stop();
    }

    private void TakeTurn()
    {
        _supervisor.Beat(_device.Beat);
        _device.ForgetContention();
        _device.EndReplaced();
        TellRefusals();
        if (_supervisor.IsPresent && _terminal.Time.GetElapsedTime(_statusTimestamp) >= StatusEvery)
        {
            _statusTimestamp = _terminal.Time.GetTimestamp();
            _supervisor.Status(Status());
        }

        if (!_work.IsCompleted)
            return;
        if (_terminal.Reload.Take())
            _work = Task.Run(Reload);
        else if (_options.Watches && _file?.HasChanged() == true)
            _work = Task.Run(() => Attempt("the new network", () => TakeNetwork(_options, Open(_options))));
    }

    private void Reload()
    {
        _supervisor.Reloading();
        Attempt("the new configuration", () => Apply(_request.Reread!()));
        _supervisor.Ready(Status());
    }

    // Everything is checked before anything is changed.
    private void Apply(RunOptions next)
    {
        var model = next.Model != _options.Model || _file?.HasChanged() == true ? Open(next) : _model;
        var stage = ReferenceEquals(model, _model) ? null : _device.Prepare(WithThreshold(model, next.Threshold), _join);
        try
        {
            foreach (var address in next.Outputs)
                Catalog.CheckOutput(address, model);
            ExchangeOutputs(next);
        }
        catch
        {
            // Nobody takes it, and its threads would live on.
            stage?.Dispose();
            throw;
        }

        if (stage is not null)
            _device.Take(stage);
        else if (next.Threshold != _options.Threshold)
            TakeThresholds(WithThreshold(model, next.Threshold).Decoder);
        foreach (var key in next.FixedDifferences(_options))
            _log.Write(LogPriority.Warning, $"{key}: takes effect at the next start");
        if (next.Model != _options.Model)
            _file = FileOf(next);
        _model = model;
        _options = _options with { Model = next.Model, Threshold = next.Threshold, Outputs = next.Outputs, Watches = next.Watches };
        _log.Write(LogPriority.Notice, $"reloaded: {Describe()}");
    }

    private void TakeNetwork(RunOptions options, NetworkModel model)
    {
        _device.Take(_device.Prepare(WithThreshold(model, options.Threshold), _join));
        _model = model;
        _log.Write(LogPriority.Notice, $"new network: {options.Model}");
    }

    private void TakeThresholds(DecoderModel decoder) => _device.TakeThresholds(decoder.TriggerThreshold, decoder.RearmThreshold);

    private void ExchangeOutputs(RunOptions next)
    {
        string[] added = [.. next.Outputs.Except(_options.Outputs)];
        string[] removed = [.. _options.Outputs.Except(next.Outputs)];
        List<IOutput> outputs;
        try
        {
            outputs = _open(added);
        }
        catch (DeviceException) when (removed.Length > 0)
        {
            // Perhaps it wants a pin or a port that an output now to be closed still holds.
            _device.RemoveOutputs(removed);
            try
            {
                outputs = _open(added);
            }
            catch (DeviceException)
            {
                _device.AddOutputs(_open(removed));
                throw;
            }

            removed = [];
        }

        _device.AddOutputs(outputs);
        _device.RemoveOutputs(removed);
    }

    private void Attempt(string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is UsageException or BadFileException or DeviceException or ModelFormatException
            or AudioFormatException or EventFormatException or IOException or UnauthorizedAccessException)
        {
            _log.Write(LogPriority.Error, $"{what} is not taken, the old one stays: {OneLine.Of(error)}");
        }
    }

    // Threads ask for themselves, so answers come one by one.
    private void TellRefusals()
    {
        var grants = _device.Grants;
        for (; _grantsTold < grants.Count; _grantsTold++)
        {
            if (!grants[_grantsTold].IsGranted)
                _log.Write(LogPriority.Warning, $"asked for {grants[_grantsTold]}");
        }
    }

    private string Status()
    {
        var report = _device.Report();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Describe()}; {report.Ticks.Count} ticks, {report.Decisions.Sum()} decisions, {report.DroppedSamples} samples dropped, {report.Misses.Total} deadlines missed");
    }

    private string Describe() => $"{_model.Name} to {string.Join(' ', _device.Outputs)}";

    private static ModelFile? FileOf(RunOptions options) => File.Exists(options.Model) ? new ModelFile(options.Model) : null;

    private static NetworkModel Open(RunOptions options) => NetworkSource.Open(options.Model).Model;

    private static NetworkModel WithThreshold(NetworkModel model, double? threshold) => RunVerb.WithThreshold(model, threshold);
}
