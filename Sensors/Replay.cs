using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Sensors;

/// <summary>
/// Paces another sensor in real time, as if its samples came from a converter: sample n is due (n + 1) / rate after the
/// first read. The schedule is absolute, so it does not drift, and a late reader finds all that has fallen due. Samples
/// are given in whole periods, such as ticks, so a reader that sleeps until the next one is due wakes once per period. Owned
/// by the sensor thread; allocates nothing.
/// </summary>
/// <typeparam name="TSample">One sample: <see cref="short"/> for audio.</typeparam>
public sealed class Replay<TSample> : ISensor<TSample>, IPacedSensor where TSample : unmanaged
{
    private readonly ISensor<TSample> _inner;
    private readonly int _sampleRate;
    private readonly int _period;
    private readonly TimeProvider _time;
    private long _startTimestamp;
    private long _given;
    private bool _started;
    private bool _ended;

    /// <summary>Paces a sensor by a clock.</summary>
    /// <param name="inner">The sensor to pace; disposed with this one.</param>
    /// <param name="sampleRate">Samples per second, at least 1 [Hz].</param>
    /// <param name="time">The clock.</param>
    /// <param name="period">Samples that fall due together, at least 1 [samples].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sampleRate"/> or <paramref name="period"/> is below 1.</exception>
    public Replay(ISensor<TSample> inner, int sampleRate, TimeProvider time, int period = 1)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _inner = inner;
        _sampleRate = sampleRate;
        _period = period;
        _time = time;
    }

    /// <inheritdoc/>
    public long DueTimestamp => TimestampOf(_given);

    /// <inheritdoc/>
    public long NextDueTimestamp => _started ? TimestampOf((_given / _period * _period) + _period) : 0;

    /// <summary>Writes the samples that are due; never waits. The first read starts the clock.</summary>
    /// <param name="destination">Owned by the caller; at least one sample long.</param>
    /// <param name="count">Samples written, 0 unless the status is <see cref="SensorStatus.Data"/>.</param>
    public SensorStatus Read(Span<TSample> destination, out int count)
    {
        ArgumentOutOfRangeException.ThrowIfZero(destination.Length);
        count = 0;
        if (_ended)
            return SensorStatus.EndOfStream;
        if (!_started)
        {
            _startTimestamp = _time.GetTimestamp();
            _started = true;
        }

        var due = (SamplesElapsed() / _period * _period) - _given;
        if (due <= 0)
            return SensorStatus.Waiting;
        var status = _inner.Read(destination[..(int)Math.Min(due, destination.Length)], out count);
        _given += count;
        _ended = status == SensorStatus.EndOfStream;
        return status;
    }

    /// <summary>Disposes the inner sensor.</summary>
    public void Dispose() => _inner.Dispose();

    // The first time at which SamplesElapsed is as many.
    private long TimestampOf(long samples)
    {
        var (seconds, rest) = Math.DivRem(samples, _sampleRate);
        return _startTimestamp + (seconds * _time.TimestampFrequency) + (((rest * _time.TimestampFrequency) + _sampleRate - 1) / _sampleRate);
    }

    private long SamplesElapsed()
    {
        // Whole seconds apart from the rest: the product stays within 64 bits for centuries.
        var (seconds, rest) = Math.DivRem(_time.GetTimestamp() - _startTimestamp, _time.TimestampFrequency);
        return (seconds * _sampleRate) + (rest * _sampleRate / _time.TimestampFrequency);
    }
}
