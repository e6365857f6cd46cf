using System.Numerics;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// Audio to spikes: band-pass bank, mean |y| per tick, level L = log2(envelope + 1), then three channels per band:
/// ON and OFF (send-on-delta: L moved by <see cref="FilterBankOptions.Delta"/> from a reference that follows in such
/// steps) and LEVEL (integrate-and-fire on how close L is to the loudest band's peak, which adapts: the causal level
/// control). Channels 0 .. B-1 are ON, B .. 2B-1 OFF, 2B .. 3B-1 LEVEL. Integers only after construction.
/// </summary>
public sealed class FilterBankEncoder : IEncoder<short>
{
    private const int LevelOne = 1 << FilterBankOptions.LevelFractionBits;

    private readonly FilterBankOptions _options;
    private readonly FilterBank _bank;
    private readonly long _offset;
    private readonly int _offsetLevel;
    private readonly int _levelGain;
    private readonly long[] _envelopes;
    private readonly int[] _levels;
    private readonly int[] _references;
    private readonly int[] _accumulators;
    private int _peak;
    private int _filled;

    /// <summary>Designs the bank and allocates all state.</summary>
    /// <param name="options">Checked here; kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">A field of <paramref name="options"/> is out of range.</exception>
    public FilterBankEncoder(FilterBankOptions options) : this(options, !Simd.IsEnabled)
    {
    }

    internal FilterBankEncoder(FilterBankOptions options, bool forceScalar)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _bank = new FilterBank(options, forceScalar);
        _offset = (long)options.SamplesPerTick << FilterBank.SampleFractionBits;
        _offsetLevel = Log2(_offset);
        _levelGain = (int)(((long)options.LevelGainPermille << 32) / 1000 / options.LevelRange);
        _envelopes = new long[options.Bands];
        _levels = new int[options.Bands];
        _references = new int[options.Bands];
        _accumulators = new int[options.Bands];
        Reset();
    }

    /// <summary>What the encoder was built from.</summary>
    public FilterBankOptions Options => _options;

    /// <inheritdoc/>
    public int ChannelCount => 3 * _options.Bands;

    /// <inheritdoc/>
    public int SamplesPerTick => _options.SamplesPerTick;

    /// <inheritdoc/>
    public void Reset()
    {
        _bank.Reset();
        Array.Clear(_envelopes);
        Array.Fill(_references, _options.LevelFloor);
        Array.Fill(_accumulators, LevelOne / 2);
        _peak = _options.PeakFloor;
        _filled = 0;
    }

    /// <inheritdoc/>
    public int Encode(ReadOnlySpan<short> samples, SpikeList spikes, out bool tickComplete)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        var take = Math.Min(samples.Length, _options.SamplesPerTick - _filled);
        _bank.Process(samples[..take]);
        _filled += take;
        tickComplete = _filled == _options.SamplesPerTick;
        if (tickComplete)
        {
            _filled = 0;
            UpdateLevels();
            EmitSpikes(spikes);
        }

        return take;
    }

    /// <summary>Envelope and level of every band, and the adapted peak. Cost: one logarithm per band and tick.</summary>
    private void UpdateLevels()
    {
        var sums = _bank.Sums;
        var shift = _options.EnvelopeShift;
        var peak = Math.Max(_peak - _options.PeakDecay, _options.PeakFloor);
        for (var band = 0; band < sums.Length; band++)
        {
            var envelope = _envelopes[band];
            envelope += (sums[band] - envelope) >> shift;
            _envelopes[band] = envelope;
            var level = Math.Max(Log2(envelope + _offset) - _offsetLevel, _options.LevelFloor);
            _levels[band] = level;
            peak = Math.Max(peak, level);
        }

        _peak = peak;
        _bank.ClearSums();
    }

    /// <summary>At most one change spike and one level spike per band and tick.</summary>
    private void EmitSpikes(SpikeList spikes)
    {
        ulong on = 0, off = 0, high = 0;
        var delta = _options.Delta;
        var base0 = _options.LevelRange - _peak;
        for (var band = 0; band < _levels.Length; band++)
        {
            var level = _levels[band];
            var change = level - _references[band];
            if (change >= delta)
            {
                on |= 1UL << band;
                _references[band] += delta;
            }
            else if (change <= -delta)
            {
                off |= 1UL << band;
                _references[band] -= delta;
            }

            // What lies within the range below the peak, as spikes per tick in Q12: (L - P + R) / R * gain.
            var near = level + base0;
            if (near <= 0) continue;
            var accumulator = _accumulators[band] + (int)(((long)near * _levelGain) >> (32 - FilterBankOptions.LevelFractionBits));
            if (accumulator >= LevelOne)
            {
                high |= 1UL << band;
                accumulator -= LevelOne;
            }

            _accumulators[band] = accumulator;
        }

        spikes.Clear();
        Emit(on, 0, spikes);
        Emit(off, _levels.Length, spikes);
        Emit(high, 2 * _levels.Length, spikes);
    }

    private static void Emit(ulong mask, int first, SpikeList spikes)
    {
        for (; mask != 0; mask &= mask - 1)
            spikes.Add(first + BitOperations.TrailingZeroCount(mask));
    }

    /// <summary>log2 in Q12 of a value of at least 1; mantissa by f + 0.3463 f (1 - f), off by less than 0.01.</summary>
    private static int Log2(long value)
    {
        var exponent = 63 - BitOperations.LeadingZeroCount((ulong)value);
        var mantissa = (int)((value << (62 - exponent)) >> (62 - FilterBankOptions.LevelFractionBits)) & (LevelOne - 1);
        const int bend = 1418;
        var bent = (int)(((long)mantissa * (LevelOne - mantissa) * bend) >> (2 * FilterBankOptions.LevelFractionBits));
        return (exponent << FilterBankOptions.LevelFractionBits) + mantissa + bent;
    }
}
