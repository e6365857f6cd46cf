using EdgeSnn.Firmware.Outputs;

namespace EdgeSnn.Tests.Firmware;

/// <summary>Pins that only remember.</summary>
public sealed class MemoryPins : IPinDriver
{
    /// <summary>Level of each opened pin.</summary>
    public Dictionary<int, bool> Levels { get; } = [];

    /// <summary>How often each pin rose.</summary>
    public Dictionary<int, int> Pulses { get; } = [];

    public bool IsDisposed { get; private set; }

    public void Open(int pin) => Levels.Add(pin, false);

    public void Write(int pin, bool high)
    {
        if (high && !Levels[pin])
            Pulses[pin] = Pulses.GetValueOrDefault(pin) + 1;
        Levels[pin] = high;
    }

    public void Dispose() => IsDisposed = true;
}
