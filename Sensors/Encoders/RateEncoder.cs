using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// Poisson rate code: in each tick input k spikes with probability p(x) = maxRate (x - minimum) / (maximum - minimum),
/// independently of every other tick and input (a Bernoulli trial per tick, which is a Poisson process cut to at most
/// one spike per tick). One channel per input; the minimum never spikes.
/// </summary>
/// <remarks>
/// Trials come from one seeded sequence (PCG-XSH-RR 64/32), one number per input and tick whether or not it spikes, so the
/// raster depends on the seed and the values only. Integers only. Owned by one thread; allocates nothing after construction.
/// </remarks>
public sealed class RateEncoder : IEncoder<int>
{
    /// <summary>Name of the encoder in files and catalogs.</summary>
    public const string Name = "rate";

    private readonly RateOptions _options;
    private readonly TickValues _input;
    private Pcg32 _random;

    /// <summary>Allocates all state.</summary>
    /// <param name="options">Checked here; kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">A field of <paramref name="options"/> is out of range.</exception>
    public RateEncoder(RateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _input = new TickValues(options.Input.Count);
        Reset();
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
        _random = new Pcg32(_options.Seed);
    }

    private void Emit(ReadOnlySpan<int> values, SpikeList spikes)
    {
        spikes.Clear();
        for (var channel = 0; channel < values.Length; channel++)
        {
            // A rate of 1 is 2^32, above every number drawn: it spikes in every tick.
            if (_random.Next() < _options.RateOf(values[channel]))
                spikes.Add(channel);
        }
    }
}
