using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>
/// Decisions move pins: a pulse, a latch, a toggle, or the pin of the last decision only. Pulses are ended by <see cref="Poll"/>,
/// so nothing waits. All pins go to their safe level at the end, also when the program ends by an exception that nobody caught.
/// </summary>
public sealed class GpioOutput : IOutput
{
    private readonly IPinDriver _driver;
    private readonly PinAssignment _assignment;
    private readonly TimeProvider _time;
    private readonly int[] _pins;
    private readonly bool[] _active;
    private readonly long[] _endTimestamps;
    private readonly Lock _gate = new();
    private bool _isSafe;

    /// <summary>Opens the pins, inactive.</summary>
    /// <param name="address">As given on the command line.</param>
    /// <param name="assignment">Pins and what a decision does to them.</param>
    /// <param name="driver">Disposed with the output, also when it has no such pins.</param>
    /// <param name="time">The clock that ends pulses.</param>
    /// <exception cref="DeviceException">A pin cannot be had.</exception>
    public GpioOutput(string address, PinAssignment assignment, IPinDriver driver, TimeProvider time)
    {
        Address = address;
        _assignment = assignment;
        _driver = driver;
        _time = time;
        _pins = [.. assignment.Pins];
        _active = new bool[_pins.Length];
        _endTimestamps = new long[_pins.Length];
        try
        {
            driver.Open(_pins, high: assignment.IsActiveLow);
        }
        catch
        {
            driver.Dispose();
            throw;
        }

        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    public string Address { get; }

    public bool IsIdle => _assignment.Mode != GpioMode.Pulse || !_active.Contains(true);

    public long Delivered { get; private set; }

    public long Lost => 0;

    public void Emit(in DecisionMessage message)
    {
        var label = message.Decision.Class;
        var pin = _assignment.PinOfClass[label];
        if (pin < 0)
            return;
        lock (_gate)
        {
            if (_isSafe)
                return;
            if (_assignment.ClearsOfClass[label])
                Set(pin, false);
            else
                Act(pin);
        }

        Delivered++;
    }

    public void Poll()
    {
        if (_assignment.Mode != GpioMode.Pulse)
            return;
        var now = _time.GetTimestamp();
        IOException? failure = null;
        lock (_gate)
        {
            for (var pin = 0; pin < _pins.Length; pin++)
            {
                try
                {
                    if (_active[pin] && now >= _endTimestamps[pin])
                        Set(pin, false);
                }
                catch (IOException error)
                {
                    // The others are still to be ended.
                    failure = error;
                }
            }
        }

        if (failure is not null)
            throw failure;
    }

    /// <summary>Drives every pin to its safe level and leaves it there, whatever is decided later. Any thread.</summary>
    public void MakeSafe()
    {
        lock (_gate)
        {
            if (_isSafe)
                return;
            _isSafe = true;
            Array.Clear(_active);
            Exception? failure = null;
            foreach (var pin in _pins)
            {
                try
                {
                    _driver.Write(pin, _assignment.SafeLevel);
                }
                catch (Exception error)
                {
                    // The others must still be reached.
                    failure = error;
                }
            }

            if (failure is not null)
                throw new IOException(failure.Message, failure);
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        try
        {
            MakeSafe();
        }
        finally
        {
            _driver.Dispose();
        }
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs e) => OnExit(sender, e);

    // The program is ending anyhow; that a pin could not be reached must not hide why.
    private void OnExit(object? sender, EventArgs e)
    {
        try
        {
            MakeSafe();
        }
        catch (Exception)
        {
        }
    }

    private void Act(int pin)
    {
        switch (_assignment.Mode)
        {
            case GpioMode.Toggle:
                Set(pin, !_active[pin]);
                return;
            case GpioMode.OneHot:
                for (var other = 0; other < _pins.Length; other++)
                {
                    // Break before make: two pins are never active together.
                    if (other != pin && _active[other])
                        Set(other, false);
                }

                break;
            case GpioMode.Pulse:
                _endTimestamps[pin] = _time.GetTimestamp() + (long)(_assignment.Pulse.TotalSeconds * _time.TimestampFrequency);
                break;
        }

        Set(pin, true);
    }

    private void Set(int pin, bool active)
    {
        _driver.Write(_pins[pin], active != _assignment.IsActiveLow);
        _active[pin] = active;
    }
}
