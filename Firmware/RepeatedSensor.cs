using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware;

/// <summary>A recording played several times without a gap. Opening it again allocates, once per round.</summary>
internal sealed class RepeatedSensor : ISensor<short>
{
    private readonly Func<ISensor<short>> _open;
    private ISensor<short> _sensor;
    private int _left;

    /// <summary>Opens the recording for the first round.</summary>
    /// <param name="open">Opens it.</param>
    /// <param name="times">Rounds, at least 1.</param>
    public RepeatedSensor(Func<ISensor<short>> open, int times)
    {
        _open = open;
        _left = times - 1;
        _sensor = open();
    }

    public SensorStatus Read(Span<short> destination, out int count)
    {
        SensorStatus status;
        while ((status = _sensor.Read(destination, out count)) == SensorStatus.EndOfStream && _left > 0)
        {
            _left--;
            _sensor.Dispose();
            _sensor = _open();
        }

        return status;
    }

    public void Dispose() => _sensor.Dispose();
}
