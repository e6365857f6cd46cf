using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware;

/// <summary>
/// The sensor thread: reads samples, stamps them with their time of arrival and hands them to the network. In real time a
/// chunk that finds no room is dropped and counted; otherwise the sensor waits for room.
/// </summary>
internal sealed class SensorLoop<TSample> where TSample : unmanaged
{
    private const int WaitMilliseconds = 2;
    private const int MaxFaults = 5;

    private readonly ISensor<TSample> _sensor;
    private readonly ChunkRing<TSample> _ring;
    private readonly DeviceOptions _options;
    private long _faults;

    public SensorLoop(ISensor<TSample> sensor, ChunkRing<TSample> ring, DeviceOptions options)
    {
        _sensor = sensor;
        _ring = ring;
        _options = options;
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
        while (!stop.IsCancellationRequested && TryRead(buffer, ref faultsInARow, out var status, out var count))
        {
            if (status == SensorStatus.EndOfStream)
                return;
            if (status == SensorStatus.Data)
                HandOver(buffer.AsSpan(0, count), stop);
            else
                stop.WaitHandle.WaitOne(WaitMilliseconds << (2 * faultsInARow));
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
            if (++faultsInARow >= MaxFaults)
                throw new DeviceException($"the sensor failed {MaxFaults} times in a row: {OneLine.Of(error)}", error);
            (status, count) = (SensorStatus.Waiting, 0);
            return true;
        }
    }

    private void HandOver(ReadOnlySpan<TSample> samples, CancellationToken stop)
    {
        var arrival = _options.Time.GetTimestamp();
        while (!_ring.TryWrite(samples, arrival))
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
