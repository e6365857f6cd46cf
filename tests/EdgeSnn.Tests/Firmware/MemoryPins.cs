using EdgeSnn.Firmware.Outputs;

namespace EdgeSnn.Tests.Firmware;

/// <summary>Pins that only remember.</summary>
public sealed class MemoryPins : IPinDriver
{
    /// <summary>Level of each opened pin.</summary>
    public Dictionary<int, bool> Levels { get; } = [];

    /// <summary>How often each pin rose.</summary>
    public Dictionary<int, int> Pulses { get; } = [];

    /// <summary>Every write, in order.</summary>
    public List<(int Pin, bool High)> Writes { get; } = [];

    /// <summary>A pin whose writes fail, or -1.</summary>
    public int BrokenPin { get; set; } = -1;

    public bool IsDisposed { get; private set; }

    public void Open(ReadOnlySpan<int> pins, bool high)
    {
        foreach (var pin in pins)
            Levels.Add(pin, high);
    }

    public void Write(int pin, bool high)
    {
        if (pin == BrokenPin)
            throw new IOException($"pin {pin} is broken");
        if (high && !Levels[pin])
            Pulses[pin] = Pulses.GetValueOrDefault(pin) + 1;
        Levels[pin] = high;
        Writes.Add((pin, high));
    }

    public void Dispose() => IsDisposed = true;
}
