using System.Diagnostics;
using System.Runtime.ExceptionServices;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware;

/// <summary>
/// A network at work: three threads and the two rings between them.
/// <code>
/// SensorLoop ──samples──► ChunkRing ──► NetworkLoop ──decisions──► DecisionRing ──► OutputLoop ──► pins, sockets
/// </code>
/// The sensor thread never waits for outputs, the network thread waits for nothing but samples, and whatever does not fit
/// is dropped and counted. See docs/real-time.md.
/// </summary>
/// <typeparam name="TSample">One sample: <see cref="short"/> for audio, an event of a camera.</typeparam>
public sealed class Device<TSample> : IDisposable where TSample : unmanaged
{
    private readonly ISensor<TSample> _sensor;
    private readonly ChunkRing<TSample> _samples;
    private readonly DecisionRing _decisions;
    private readonly SensorLoop<TSample> _sensorLoop;
    private readonly NetworkLoop<TSample> _networkLoop;
    private readonly OutputLoop _outputLoop;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread[] _threads;
    private ExceptionDispatchInfo? _failure;
    private long _startTimestamp;
    private TimeSpan _startProcessorTime;

    /// <summary>Allocates everything the run needs; nothing moves before <see cref="Start"/>.</summary>
    /// <param name="model">The network to run.</param>
    /// <param name="input">Its samples; the sensor is disposed with the device.</param>
    /// <param name="outputs">Where decisions go; disposed on the output thread at the end of the run.</param>
    /// <param name="options">Pace, clock and sizes.</param>
    public Device(NetworkModel model, DeviceInput<TSample> input, IReadOnlyList<IOutput> outputs, DeviceOptions options)
    {
        _sensor = input.Sensor;
        _samples = new ChunkRing<TSample>(input.RingCapacity, input.ChunkCapacity);
        _decisions = new DecisionRing(options.DecisionCapacity);
        _sensorLoop = new SensorLoop<TSample>(_sensor, _samples, options);
        _networkLoop = new NetworkLoop<TSample>(model, input, _samples, _decisions, options.Tap);
        _outputLoop = new OutputLoop(model, _decisions, outputs, options.Time);
        _threads =
        [
            CreateThread("sensor", () => _sensorLoop.Run(_stop.Token), _samples.Complete),
            CreateThread("network", _networkLoop.Run, _decisions.Complete),
            CreateThread("output", () => _outputLoop.Run(_stop.Token), () => { }),
        ];
    }

    /// <summary>Time each tick took, while the run goes on.</summary>
    public TickTimes Ticks => _networkLoop.Times;

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
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>Asks the run to end: what was read is still decided and delivered.</summary>
    public void Stop()
    {
        _stop.Cancel();
        // The sensor may sit in a read that never returns, as a silent pipe does; the others need not wait for it.
        _samples.Complete();
    }

    /// <summary>Waits for the end of the run.</summary>
    /// <returns>True when everything is consumed, delivered and closed.</returns>
    public bool Wait(TimeSpan timeout) => _threads[^1].Join(timeout);

    /// <summary>What the run was like, once it ended.</summary>
    /// <exception cref="Exception">What the sensor failed with.</exception>
    public DeviceReport Finish()
    {
        _failure?.Throw();
        return new DeviceReport
        {
            Samples = _networkLoop.Samples,
            DroppedSamples = _samples.Dropped,
            DroppedDecisions = _decisions.Dropped,
            LateTicks = _networkLoop.LateTicks,
            Ticks = _networkLoop.Times,
            AllocatedBytes = _networkLoop.AllocatedBytes,
            Counters = _networkLoop.Counters,
            SensorFaults = _sensorLoop.Faults,
            Outputs = _outputLoop.Reports,
            Elapsed = Stopwatch.GetElapsedTime(_startTimestamp),
            ProcessorTime = Environment.CpuUsage.TotalTime - _startProcessorTime,
        };
    }

    public void Dispose()
    {
        Stop();
        var ended = true;
        foreach (var thread in _threads.Where(thread => thread.ThreadState != System.Threading.ThreadState.Unstarted))
            ended &= thread.Join(TimeSpan.FromSeconds(1));
        // A thread stuck in the system's read keeps what it uses; it is a background thread and ends with the program.
        if (!ended)
            return;
        _sensor.Dispose();
        _samples.Dispose();
        _decisions.Dispose();
        _stop.Dispose();
    }

    private Thread CreateThread(string name, Action run, Action complete)
        => new(() => Guard(run, complete)) { Name = name, IsBackground = true };

    // The failure is on record before the next thread learns that nothing more comes: the run may be over right then.
    private void Guard(Action run, Action complete)
    {
        try
        {
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
