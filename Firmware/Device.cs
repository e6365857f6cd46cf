using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using EdgeSnn.Firmware.RealTime;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware;

/// <summary>
/// A network at work: threads and the rings between them.
/// <code>
/// SensorLoop ──samples──► ChunkRing ──► NetworkLoop ──decisions──► DecisionRing ──► OutputLane ──► pins, sockets
///                                                             └──► DecisionRing ──► OutputLane ──► ...
/// </code>
/// The sensor thread never waits for outputs, the network thread waits for nothing but samples, an output waits for no
/// other, and whatever does not fit is dropped and counted. See docs/real-time.md.
/// </summary>
/// <typeparam name="TSample">One sample: <see cref="short"/> for audio, an event of a camera.</typeparam>
public sealed class Device<TSample> : IDisposable where TSample : unmanaged
{
    // A stop within 200 ms: first what was read is decided, then what was decided is delivered, then whoever blocks is left.
    private const int DecideMilliseconds = 30;
    private const int DeliverMilliseconds = 60;
    private const int LeaveMilliseconds = 10;
    private const int RemoveMilliseconds = 1000;
    private const int ReadyMilliseconds = 2000;

    private readonly NetworkModel _model;
    private readonly DeviceInput<TSample> _input;
    private readonly DeviceOptions _options;
    private readonly ChunkRing<TSample> _samples;
    private readonly SensorLoop<TSample> _sensorLoop;
    private readonly NetworkLoop<TSample> _networkLoop;
    private readonly OutputHub _outputs;
    private readonly Grants _grants;
    private readonly NetworkOptions _networkOptions;
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _isReady = new();
    private readonly Thread[] _threads;
    private ExceptionDispatchInfo? _failure;
    private long _startTimestamp;
    private TimeSpan _startProcessorTime;
    private long _stopTimestamp;

    /// <summary>Allocates everything the run needs; nothing moves before <see cref="Start"/>.</summary>
    /// <param name="model">The network to run.</param>
    /// <param name="input">Its samples; the sensor is disposed with the device.</param>
    /// <param name="outputs">Where decisions go; each is disposed on its own thread at the end of the run.</param>
    /// <param name="options">Pace, clock and sizes.</param>
    public Device(NetworkModel model, DeviceInput<TSample> input, IReadOnlyList<IOutput> outputs, DeviceOptions options)
    {
        _model = model;
        _input = input;
        _options = options;
        _grants = new Grants(options.RealTime);
        _networkOptions = new NetworkOptions
        {
            Threads = options.Threads, ThreadStarted = number => _grants.AskForHelper(string.Create(CultureInfo.InvariantCulture, $"network {number}")),
        };
        _samples = new ChunkRing<TSample>(input.RingCapacity, input.ChunkCapacity);
        _outputs = new OutputHub(model.Labels, outputs, options);
        _sensorLoop = new SensorLoop<TSample>(input, _samples, options);
        _networkLoop = new NetworkLoop<TSample>(
            new NetworkStage<TSample>(new Network(model, _networkOptions), input.Encoder, input.Rehearsal), input, _samples, _outputs, options);
        _threads =
        [
            CreateThread("sensor", () => _sensorLoop.Run(_stop.Token), _samples.Complete),
            CreateThread("network", () => _networkLoop.Run(_isReady.Set), () => _outputs.Complete(_stop.IsCancellationRequested)),
        ];
    }

    /// <summary>Time each tick took, while the run goes on.</summary>
    public TickTimes Ticks => _networkLoop.Times;

    /// <summary>A number that changes while the network thread goes round, with or without samples. Any thread.</summary>
    public long Beat => _networkLoop.Beat;

    /// <summary>The network at work. Any thread.</summary>
    public NetworkModel Model => _networkLoop.Stage.Model;

    /// <summary>The network at work, made ready. Any thread.</summary>
    internal NetworkStage<TSample> Stage => _networkLoop.Stage;

    /// <summary>Threads that step it.</summary>
    public int NetworkThreads => _networkLoop.Stage.Network.Threads;

    /// <summary>Addresses of the outputs of the moment.</summary>
    public IReadOnlyList<string> Outputs => _outputs.Addresses;

    /// <summary>What was asked of the operating system, and its answers so far.</summary>
    public IReadOnlyList<Grant> Grants => _grants.All;

    /// <summary>Runs to the end of the stream, or until a stop is asked for.</summary>
    /// <returns>What the run was like.</returns>
    /// <exception cref="Exception">What the sensor failed with, once outputs are closed.</exception>
    public DeviceReport Run(CancellationToken stop)
    {
        Start();
        using (stop.Register(Stop))
        {
            while (!Wait(TimeSpan.FromSeconds(1)))
            {
            }
        }

        return Finish();
    }

    /// <summary>Starts the threads.</summary>
    public void Start()
    {
        _startTimestamp = Stopwatch.GetTimestamp();
        _startProcessorTime = Environment.CpuUsage.TotalTime;
        _outputs.Start();
        _grants.AskForProgram();
        // The network first: a clock that ran while it is still getting ready would make its first ticks late.
        _threads[^1].Start();
        _isReady.Wait(ReadyMilliseconds);
        _threads[0].Start();
    }

    /// <summary>Asks the run to end: what was read is still decided and delivered, as far as that takes no time.</summary>
    public void Stop()
    {
        Interlocked.CompareExchange(ref _stopTimestamp, Stopwatch.GetTimestamp(), 0);
        _stop.Cancel();
        // The sensor may sit in a read that never returns, as a silent pipe does; the others need not wait for it.
        _samples.Complete();
        _outputs.Wake();
    }

    /// <summary>Waits for the end of the run; also drives it to its end once a stop is asked for.</summary>
    /// <returns>True when everything is consumed, delivered and closed, or whatever blocks is given up.</returns>
    public bool Wait(TimeSpan timeout)
    {
        var end = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (!_outputs.IsOver)
        {
            var stopTimestamp = Interlocked.Read(ref _stopTimestamp);
            var sinceStop = stopTimestamp == 0 ? 0 : Stopwatch.GetElapsedTime(stopTimestamp).TotalMilliseconds;
            if (sinceStop >= DecideMilliseconds)
            {
                _networkLoop.Abandon();
                _outputs.Complete(hurries: true);
            }

            if (sinceStop >= DecideMilliseconds + DeliverMilliseconds)
                return true;
            var left = end - Environment.TickCount64;
            if (left <= 0)
                return false;
            _outputs.WaitForChange((int)(stopTimestamp == 0 ? left : Math.Min(left, LeaveMilliseconds)));
        }

        return true;
    }

    /// <summary>Makes another network ready, on the calling thread.</summary>
    /// <param name="model">Its blueprint: another version of the network at work.</param>
    /// <param name="join">Joins a network to samples like those of this run.</param>
    /// <exception cref="ModelFormatException">It does not fit this run.</exception>
    internal NetworkStage<TSample> Prepare(NetworkModel model, Func<NetworkModel, DeviceInput<TSample>> join)
    {
        // Outputs were told name and labels when they were made.
        Expect("name", model.Name, _model.Name);
        Expect("labels", string.Join(' ', model.Labels), string.Join(' ', _model.Labels));
        var input = join(model);
        Expect("encoder.sample-rate", $"{input.SamplesPerSecond} Hz", $"{_input.SamplesPerSecond} Hz");
        var running = _networkLoop.Stage;
        var isSameEncoder = model.TickMicroseconds == running.Model.TickMicroseconds && model.Encoder.Name == running.Model.Encoder.Name
            && model.Encoder.Parameters.SequenceEqual(running.Model.Encoder.Parameters);
        if (_input.SamplesPerSecond == 0 && !isSameEncoder)
            throw new ModelFormatException("encoder", "another", "that of the running network: events are in its grid and its ticks");
        return new NetworkStage<TSample>(new Network(model, _networkOptions), input.Encoder, _input.Rehearsal, isSameEncoder ? running.Encoder : null);

        static void Expect(string field, string found, string expected)
        {
            if (found != expected)
                throw new ModelFormatException(field, found, $"{expected}, as in the running network");
        }
    }

    /// <summary>Hands a network over; the network thread takes it between two ticks, and no sample is lost.</summary>
    internal void Take(NetworkStage<TSample> stage) => _networkLoop.Take(stage);

    /// <summary>Changes when decisions fire, from the next tick on.</summary>
    /// <param name="trigger">Q0.15.</param>
    /// <param name="rearm">Q0.15.</param>
    public void TakeThresholds(int trigger, int rearm) => _networkLoop.TakeThresholds(trigger, rearm);

    /// <summary>Adds outputs to the run.</summary>
    public void AddOutputs(IReadOnlyList<IOutput> outputs) => _outputs.Add(outputs);

    /// <summary>Closes outputs, their pins in the safe state, and waits for that, one second at most.</summary>
    public void RemoveOutputs(IReadOnlyList<string> addresses) => _outputs.Remove(addresses, RemoveMilliseconds);

    /// <summary>Ends the threads of networks that were replaced. Called now and then, on any thread but the network's.</summary>
    public void EndReplaced() => _networkLoop.EndReplaced();

    /// <summary>Contention of locks up to now is no cause of a deadline missed later. Called now and then.</summary>
    public void ForgetContention() => _networkLoop.Misses.ForgetContention();

    /// <summary>What the run was like, once it ended.</summary>
    /// <exception cref="Exception">What the sensor failed with.</exception>
    public DeviceReport Finish()
    {
        _failure?.Throw();
        return Report();
    }

    /// <summary>What the run is like. Any thread; counters may be of different moments.</summary>
    public DeviceReport Report()
    {
        var health = _input.Health?.Invoke() ?? default;
        return Report(health);
    }

    private DeviceReport Report((long Overruns, long Losses) health) => new()
    {
        Samples = _networkLoop.Samples,
        DroppedSamples = _samples.Dropped + _networkLoop.DroppedSamples,
        DroppedDecisions = _outputs.Dropped,
        LateTicks = _networkLoop.LateTicks,
        Ticks = _networkLoop.Times,
        Lateness = _networkLoop.Lateness,
        Misses = _networkLoop.Misses,
        Grants = _grants.All,
        Decisions = _networkLoop.Decisions,
        Swaps = _networkLoop.Swaps,
        Past = _networkLoop.Past,
        AllocatedBytes = _networkLoop.AllocatedBytes,
        Counters = _networkLoop.Stage.Network.Counters,
        SensorFaults = _sensorLoop.Faults,
        SensorOverruns = health.Overruns,
        SensorLosses = health.Losses,
        Outputs = _outputs.Reports,
        OutputsOfTheMoment = _outputs.Count,
        Elapsed = Stopwatch.GetElapsedTime(_startTimestamp),
        ProcessorTime = Environment.CpuUsage.TotalTime - _startProcessorTime,
    };

    public void Dispose()
    {
        Stop();
        _outputs.Dispose();
        var ended = true;
        foreach (var thread in _threads.Where(thread => !thread.ThreadState.HasFlag(System.Threading.ThreadState.Unstarted)))
            ended &= thread.Join(LeaveMilliseconds);
        // A thread stuck in the system's read keeps what it uses; it is a background thread and ends with the program.
        if (!ended)
            return;
        _networkLoop.Dispose();
        _input.Sensor.Dispose();
        _samples.Dispose();
        _stop.Dispose();
    }

    private Thread CreateThread(string name, Action run, Action complete)
        => new(() => Guard(name, run, complete)) { Name = name, IsBackground = true };

    // The failure is on record before the next thread learns that nothing more comes: the run may be over right then.
    private void Guard(string name, Action run, Action complete)
    {
        try
        {
            _grants.AskForThread(name);
            run();
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(error), null);
            Stop();
        }
        finally
        {
            complete();
        }
    }
}
