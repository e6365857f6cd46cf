using System.Runtime.InteropServices;

namespace EdgeSnn.Sensors.Audio.Capture;

/// <summary>
/// Samples on their way from a driver that calls back on a thread of its own to a reader that asks: a ring that never makes the
/// driver wait. What does not fit is lost and told as an overrun. One writer, one reader; neither allocates.
/// </summary>
public sealed class CaptureRing
{
    private readonly short[] _ring;
    private readonly object _gate = new();
    private int _start;
    private int _count;
    private bool _overrun;
    private string? _failure;

    /// <summary>An empty ring.</summary>
    /// <param name="capacity">Samples it holds.</param>
    public CaptureRing(int capacity) => _ring = new short[capacity];

    /// <summary>Takes what the driver recorded: all of it, or nothing when there is no room.</summary>
    /// <param name="bytes">Samples of 16 bits, little-endian; an odd byte at the end is ignored.</param>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        var samples = MemoryMarshal.Cast<byte, short>(bytes);
        lock (_gate)
        {
            if (samples.Length > _ring.Length - _count)
            {
                _overrun = true;
            }
            else
            {
                var end = (_start + _count) % _ring.Length;
                var first = Math.Min(samples.Length, _ring.Length - end);
                samples[..first].CopyTo(_ring.AsSpan(end));
                samples[first..].CopyTo(_ring);
                _count += samples.Length;
            }

            Monitor.Pulse(_gate);
        }
    }

    /// <summary>States that nothing more will come.</summary>
    /// <param name="why">The reason, for the reader.</param>
    public void Fail(string why)
    {
        lock (_gate)
        {
            _failure = why;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Gives samples, waiting for the first.</summary>
    /// <param name="samples">Receives them.</param>
    /// <param name="milliseconds">Longest wait [ms].</param>
    /// <returns>Samples written, 0 when none came in time, or <see cref="ICaptureDevice.Overrun"/> once after a loss.</returns>
    /// <exception cref="IOException">Nothing more will come, and everything that came was given.</exception>
    public int Read(Span<short> samples, int milliseconds)
    {
        lock (_gate)
        {
            if (_count == 0 && !_overrun && _failure is null)
                Monitor.Wait(_gate, milliseconds);
            if (_count == 0 && _failure is not null)
                throw new IOException(_failure);
            if (_count == 0 && _overrun)
            {
                _overrun = false;
                return ICaptureDevice.Overrun;
            }

            var count = Math.Min(samples.Length, _count);
            var first = Math.Min(count, _ring.Length - _start);
            _ring.AsSpan(_start, first).CopyTo(samples);
            _ring.AsSpan(0, count - first).CopyTo(samples[first..]);
            _start = (_start + count) % _ring.Length;
            _count -= count;
            return count;
        }
    }
}
