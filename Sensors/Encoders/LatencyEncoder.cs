using System.Numerics;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// Time to first spike: larger is earlier. Time is cut into windows of W ticks; the values of a window's first tick count,
/// those of its other ticks are passed over. With u = x - minimum and s = maximum - minimum, an input of u > 0 spikes once,
/// in tick t = round((W - 1) (1 - u / s)) of the window (linear) or t = round((W - 1) (1 - log(1 + u) / log(1 + s)))
/// (logarithmic). The minimum never spikes. One channel per input.
/// </summary>
/// <remarks>
/// Halves round to the later tick. The logarithm is a binary one in Q16 by repeated squaring of integers. Owned by one
/// thread; allocates nothing after construction.
/// </remarks>
public sealed class LatencyEncoder : IEncoder<int>
{
    /// <summary>Name of the encoder in files and catalogs.</summary>
    public const string Name = "latency";

    private const int LogFractionBits = 16;
    private const int Never = -1;

    private readonly LatencyOptions _options;
    private readonly TickValues _input;
    private readonly int[] _spikeTicks;
    private readonly long _logSpan;
    private int _tick;

    /// <summary>Allocates all state.</summary>
    /// <param name="options">Checked here; kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">A field of <paramref name="options"/> is out of range.</exception>
    public LatencyEncoder(LatencyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _input = new TickValues(options.Input.Count);
        _spikeTicks = new int[options.Input.Count];
        _logSpan = Log2(options.Input.Span + 1);
    }

    /// <inheritdoc/>
    public int ChannelCount => _input.Count;

    /// <inheritdoc/>
    public int SamplesPerTick => _input.Count;

    /// <inheritdoc/>
    public int Encode(ReadOnlySpan<int> samples, SpikeList spikes, out bool tickComplete)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        var taken = _input.Take(samples, out tickComplete);
        if (tickComplete)
            Emit(spikes);
        return taken;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _input.Reset();
        _tick = 0;
    }

    private void Emit(SpikeList spikes)
    {
        if (_tick == 0)
        {
            var values = _input.Values;
            for (var channel = 0; channel < values.Length; channel++)
                _spikeTicks[channel] = SpikeTickOf(values[channel]);
        }

        spikes.Clear();
        for (var channel = 0; channel < _spikeTicks.Length; channel++)
        {
            if (_spikeTicks[channel] == _tick)
                spikes.Add(channel);
        }

        _tick = _tick + 1 == _options.WindowTicks ? 0 : _tick + 1;
    }

    private int SpikeTickOf(int value)
    {
        var offset = _options.Input.Offset(value);
        if (offset == 0)
            return Never;
        var (whole, part) = _options.Scale == LatencyScale.Linear
            ? (_options.Input.Span, offset)
            : (_logSpan, Log2(offset + 1));
        return (int)(((2 * (whole - part) * (_options.WindowTicks - 1)) + whole) / (2 * whole));
    }

    /// <summary>log2 of 1 .. 2^31 + 1 in Q16, rounded down: each squaring of the mantissa yields one bit.</summary>
    private static long Log2(long value)
    {
        var exponent = BitOperations.Log2((ulong)value);
        // Mantissa in [1, 2) as Q31; a square fits 64 unsigned bits.
        var mantissa = (ulong)value << (31 - exponent);
        long log = exponent;
        for (var bit = 0; bit < LogFractionBits; bit++)
        {
            mantissa = (mantissa * mantissa) >> 31;
            log <<= 1;
            if (mantissa < 1UL << 32)
                continue;
            mantissa >>= 1;
            log |= 1;
        }

        return log;
    }
}
