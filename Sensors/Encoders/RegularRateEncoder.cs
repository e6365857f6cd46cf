using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// Regular rate code: each input adds r(x) = maxRate (x - minimum) / (maximum - minimum) to its accumulator in each tick
/// and spikes, taking 1 off, when it reaches 1. A constant value spikes at even intervals of 1 / r ticks, the first after
/// one interval; no fraction is ever lost. One channel per input; the minimum never spikes.
/// </summary>
/// <remarks>Integers only. Owned by one thread; allocates nothing after construction.</remarks>
public sealed class RegularRateEncoder : IEncoder<int>
{
    /// <summary>Name of the encoder in files and catalogs.</summary>
    public const string Name = "regular-rate";

    private const ulong One = 1UL << 32;

    private readonly RateOptions _options;
    private readonly TickValues _input;
    private readonly ulong[] _accumulators;

    /// <summary>Allocates all state.</summary>
    /// <param name="options">Checked here; kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">A field of <paramref name="options"/> is out of range.</exception>
    public RegularRateEncoder(RateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _input = new TickValues(options.Input.Count);
        _accumulators = new ulong[options.Input.Count];
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
            Emit(_input.Values, spikes);
        return taken;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _input.Reset();
        Array.Clear(_accumulators);
    }

    private void Emit(ReadOnlySpan<int> values, SpikeList spikes)
    {
        spikes.Clear();
        for (var channel = 0; channel < values.Length; channel++)
        {
            var accumulator = _accumulators[channel] + _options.RateOf(values[channel]);
            if (accumulator >= One)
            {
                accumulator -= One;
                spikes.Add(channel);
            }

            _accumulators[channel] = accumulator;
        }
    }
}
