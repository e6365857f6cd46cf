using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>
/// A pulse on a pin for each decision of its class. Pins are low from construction to disposal but for their pulses; a
/// pulse is ended by <see cref="Poll"/>, so it never waits, and a second decision during a pulse prolongs it.
/// </summary>
public sealed class GpioOutput : IOutput
{
    private readonly IPinDriver _driver;
    private readonly PinAssignment _assignment;
    private readonly TimeProvider _time;
    private readonly long[] _endTimestamps;
    private readonly bool[] _high;

    /// <summary>Opens the pins, low.</summary>
    /// <param name="address">As given on the command line.</param>
    /// <param name="assignment">Pins and pulse length.</param>
    /// <param name="driver">Disposed with the output.</param>
    /// <param name="time">The clock that ends pulses.</param>
    /// <exception cref="DeviceException">A pin cannot be had.</exception>
    public GpioOutput(string address, PinAssignment assignment, IPinDriver driver, TimeProvider time)
    {
        Address = address;
        _assignment = assignment;
        _driver = driver;
        _time = time;
        _endTimestamps = new long[assignment.Pins.Length];
        _high = new bool[assignment.Pins.Length];
        foreach (var pin in assignment.Pins.Where(pin => pin >= 0).Distinct())
            driver.Open(pin);
    }

    public string Address { get; }

    public bool IsIdle => !_high.Contains(true);

    public long Delivered { get; private set; }

    public long Lost => 0;

    public void Emit(in DecisionMessage message)
    {
        var label = message.Decision.Class;
        var pin = _assignment.Pins[label];
        if (pin < 0)
            return;
        _driver.Write(pin, high: true);
        _endTimestamps[label] = _time.GetTimestamp() + (long)(_assignment.Pulse.TotalSeconds * _time.TimestampFrequency);
        _high[label] = true;
        Delivered++;
    }

    public void Poll()
    {
        var now = _time.GetTimestamp();
        for (var label = 0; label < _high.Length; label++)
        {
            if (!_high[label] || now < _endTimestamps[label])
                continue;
            _high[label] = false;
            if (!IsHeldByAnother(label))
                _driver.Write(_assignment.Pins[label], high: false);
        }
    }

    public void Dispose()
    {
        for (var label = 0; label < _high.Length; label++)
        {
            if (_assignment.Pins[label] >= 0)
                _driver.Write(_assignment.Pins[label], high: false);
        }

        _driver.Dispose();
    }

    // Two labels may share a pin: it falls with the later of their pulses.
    private bool IsHeldByAnother(int label)
    {
        for (var other = 0; other < _high.Length; other++)
        {
            if (_high[other] && _assignment.Pins[other] == _assignment.Pins[label])
                return true;
        }

        return false;
    }
}
