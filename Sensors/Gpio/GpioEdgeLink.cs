using System.Runtime.Versioning;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Live;

namespace EdgeSnn.Sensors.Gpio;

/// <summary>Edges of GPIO lines as a live source of events, through the kernel's character device.</summary>
[SupportedOSPlatform("linux")]
public sealed class GpioEdgeLink : IEventLink
{
    private readonly GpioInputAddress _address;
    private readonly int[] _lines;
    private int _handle = -1;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="source">As it was given, for messages.</param>
    /// <param name="address">The lines.</param>
    public GpioEdgeLink(string source, GpioInputAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        (Address, _address, _lines) = (source, address, [.. address.Lines]);
    }

    /// <inheritdoc/>
    public string Address { get; }

    /// <inheritdoc/>
    public void Open()
    {
        var flags = GpioDevice.Input | (_address.IsRising ? GpioDevice.Rising : 0) | (_address.IsFalling ? GpioDevice.Falling : 0)
            | (_address.Bias > 0 ? GpioDevice.PullUp : _address.Bias < 0 ? GpioDevice.PullDown : 0);
        var chip = GpioChips.Open(_address.Chip, _lines);
        try
        {
            _handle = GpioChips.Request(chip, _lines, flags, 0);
        }
        finally
        {
            GpioDevice.Close(chip.Handle);
        }
    }

    /// <inheritdoc/>
    public IEventDecoder CreateDecoder() => new GpioEdgeDecoder(_lines);

    /// <inheritdoc/>
    public int Receive(Span<byte> buffer, TimeSpan wait)
    {
        var count = GpioDevice.ReadEdges(_handle, buffer, (int)wait.TotalMilliseconds);
        // A signal interrupts a wait: nothing came.
        return count >= 0 ? count : -count is GpioDevice.Interrupted or GpioDevice.TryAgain ? 0
            : throw new IOException($"{Address}: {GpioDevice.Explain(count)}");
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (_handle >= 0)
            GpioDevice.Close(_handle);
        _handle = -1;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();
}
