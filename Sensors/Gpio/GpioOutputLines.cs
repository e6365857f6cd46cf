using System.Runtime.Versioning;

namespace EdgeSnn.Sensors.Gpio;

/// <summary>
/// Lines that drive, asked for in one request, so that all of them begin at their level at once. One system call per write, no
/// allocation. Owned by one thread, but for <see cref="Write"/>, which any may call.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class GpioOutputLines : IDisposable
{
    private readonly int[] _offsets;
    private int _handle;

    /// <summary>Asks for the lines.</summary>
    /// <param name="chip">A path, a name, a number or a label; null for the header of the board.</param>
    /// <param name="offsets">Numbers of the lines, 1 .. 64 of them.</param>
    /// <param name="high">The level at which each begins.</param>
    /// <exception cref="IOException">No controller, no permission, a busy line or a wrong number; the message says which.</exception>
    public GpioOutputLines(string? chip, ReadOnlySpan<int> offsets, bool high)
    {
        if (offsets.Length is 0 or > GpioDevice.MostLines)
            throw new IOException($"gpio: {offsets.Length} lines; 1 to {GpioDevice.MostLines}");
        _offsets = offsets.ToArray();
        var opened = GpioChips.Open(chip, offsets);
        try
        {
            _handle = GpioChips.Request(opened, offsets, GpioDevice.Output, high ? ulong.MaxValue : 0);
        }
        finally
        {
            GpioDevice.Close(opened.Handle);
        }
    }

    /// <summary>Drives a line.</summary>
    /// <param name="offset">One of the numbers asked for.</param>
    /// <param name="high">The level.</param>
    /// <exception cref="IOException">The controller is gone.</exception>
    public void Write(int offset, bool high)
    {
        var bit = 1UL << Array.IndexOf(_offsets, offset);
        var error = GpioDevice.Write(_handle, high ? bit : 0, bit);
        if (error < 0)
            throw new IOException($"gpio: line {offset}: {GpioDevice.Explain(error)}");
    }

    /// <summary>Gives the lines back; what they do then is the controller's.</summary>
    public void Dispose()
    {
        if (_handle > 0)
            GpioDevice.Close(_handle);
        _handle = 0;
    }
}
