using System.Diagnostics;
using EdgeSnn.Firmware.RealTime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware;

/// <summary>
/// The sensor thread: reads samples, stamps them with their time of arrival and the time they were due, and hands them to
/// the network. In real time a chunk that finds no room is dropped and counted; otherwise the sensor waits for room.
/// </summary>
internal sealed class SensorLoop<TSample> where TSample : unmanaged
{
    private const int WaitMilliseconds = 2;
    private const int LongestSleepMilliseconds = 20;
    private const int MaxFaults = 5;

    private readonly ISensor<TSample> _sensor;
    private readonly IPacedSensor? _paced;
    private readonly ArrivalGrid? _grid;
    private readonly ChunkRing<TSample> _ring;
    private readonly DeviceOptions _options;
    private long _position;
    private long _faults;

    public SensorLoop(DeviceInput<TSample> input, ChunkRing<TSample> ring, DeviceOptions options)
    {
        _sensor = input.Sensor;
        _ring = ring;
        _options = options;
        // A sensor that waits for the network has no pace of its own.
        _paced = options.IsRealTime ? _sensor as IPacedSensor : null;
        if (options.IsRealTime && _paced is null && input.SamplesPerSecond > 0)
            _grid = new ArrivalGrid(input.SamplesPerSecond, options.Time.TimestampFrequency);
    }

    /// <summary>Reads that failed. Any thread.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Runs until the stream ends or a stop is asked for; whoever runs it completes the ring afterwards.</summary>
    /// <exception cref="AudioFormatException">The recording of sound is damaged.</exception>
    /// <exception cref="EventFormatException">The recording of events is damaged.</exception>
    /// <exception cref="DeviceException">The sensor failed several times in a row.</exception>
    public void Run(CancellationToken stop)
    {
        var buffer = new TSample[_ring.ChunkCapacity];
        var faultsInARow = 0;
        // Compiled and linked before the clock of a replay begins.
        PreciseSleep.Until(Stopwatch.GetTimestamp());
        while (!stop.IsCancellationRequested && TryRead(buffer, ref faultsInARow, out var status, out var count))
        {
            if (status == SensorStatus.EndOfStream)
                return;
            if (status == SensorStatus.Data)
                HandOver(buffer.AsSpan(0, count), stop);
            else if (faultsInARow > 0)
                stop.WaitHandle.WaitOne(WaitMilliseconds << (2 * faultsInARow));
            else
                WaitForSamples(stop);
        }
    }

    // A file that is damaged stays damaged; a device may come back.
    private bool TryRead(Span<TSample> buffer, ref int faultsInARow, out SensorStatus status, out int count)
    {
        try
        {
            status = _sensor.Read(buffer, out count);
            faultsInARow = 0;
            return true;
        }
        catch (Exception error) when (error is not (AudioFormatException or EventFormatException))
        {
            Interlocked.Increment(ref _faults);
            _options.OnFault?.Invoke($"the sensor failed: {OneLine.Of(error)}");
            if (++faultsInARow >= MaxFaults)
                throw new DeviceException($"the sensor failed {MaxFaults} times in a row: {OneLine.Of(error)}", error);
            (status, count) = (SensorStatus.Waiting, 0);
            return true;
        }
    }

    // Until the next samples fall due where that is known, in pieces: such a sleep cannot be ended by a stop. A clock that is
    // not the machine's, as in a test, cannot be slept by.
    private void WaitForSamples(CancellationToken stop)
    {
        if (_paced is { NextDueTimestamp: > 0 and var due } && ReferenceEquals(_options.Time, TimeProvider.System))
            PreciseSleep.Until(Math.Min(due, _options.Time.GetTimestamp() + (_options.Time.TimestampFrequency * LongestSleepMilliseconds / 1000)));
        else
            stop.WaitHandle.WaitOne(WaitMilliseconds);
    }

    private void HandOver(ReadOnlySpan<TSample> samples, CancellationToken stop)
    {
        var arrival = _options.Time.GetTimestamp();
        _position += samples.Length;
        var due = _paced?.DueTimestamp ?? _grid?.Due(_position, arrival) ?? 0;
        while (!_ring.TryWrite(samples, arrival, due))
        {
            if (_options.IsRealTime)
            {
                _ring.Drop(samples.Length);
                return;
            }

            if (stop.IsCancellationRequested)
                return;
            _ring.WaitForRoom();
            arrival = _options.Time.GetTimestamp();
        }
    }
}
