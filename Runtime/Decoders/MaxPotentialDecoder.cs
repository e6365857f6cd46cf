using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Runtime.Decoders;

/// <summary>
/// Decides by output potentials. Evidence m_c(t): the mean over the last W = <see cref="DecoderModel.WindowTicks"/> ticks
/// of v_c - v_rest (v_rest is 0 without a rest class; ticks before the first count as 0). Confidence: the softmax
/// 2^(gain m_c) / sum_k 2^(gain m_k), then the <see cref="Trigger"/>. Verdict: the class with the highest max_t m_c(t); the
/// rest class when none of the others exceeds 0. Integers only; cost per tick: one division per class.
/// </summary>
public sealed class MaxPotentialDecoder : IDecoder
{
    private readonly int _window;
    private readonly int _rest;
    private readonly int _fractionBits;
    private readonly int _gain;
    private readonly Trigger _trigger;
    private readonly int[] _history;
    private readonly long[] _sums;
    private readonly long[] _peaks;
    private readonly long[] _peakTicks;
    private readonly int[] _powers;
    private readonly int[] _confidences;
    private int _slot;
    private bool _hasSeen;

    /// <summary>Allocates the window and the trigger.</summary>
    /// <param name="model">A validated blueprint whose decoder is of this kind.</param>
    public MaxPotentialDecoder(NetworkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var decoder = model.Decoder;
        var population = model.Populations[decoder.Population];
        _window = decoder.WindowTicks;
        _rest = decoder.RestClass;
        _fractionBits = population.FractionBits;
        _gain = decoder.ConfidenceGain;
        _trigger = new Trigger(decoder, population.Size);
        _history = new int[_window * population.Size];
        _sums = new long[population.Size];
        _peaks = new long[population.Size];
        _peakTicks = new long[population.Size];
        _powers = new int[population.Size];
        _confidences = new int[population.Size];
        Reset();
    }

    /// <inheritdoc/>
    public ReadOnlySpan<int> Confidences => _trigger.Smoothed;

    /// <inheritdoc/>
    public Decision Verdict
    {
        get
        {
            if (!_hasSeen)
                return new Decision(_rest, 0, 0, 0);
            var best = _rest;
            var most = _rest >= 0 ? 0L : long.MinValue;
            for (var index = 0; index < _peaks.Length; index++)
            {
                if (index == _rest || _peaks[index] <= most)
                    continue;
                best = index;
                most = _peaks[index];
            }

            Span<int> confidences = stackalloc int[_peaks.Length];
            Softmax(_peaks, confidences);
            return new Decision(best, confidences[best], _peakTicks[best], 0);
        }
    }

    /// <inheritdoc/>
    public bool Decode(long tick, SpikeList spikes, ReadOnlySpan<Potential> potentials, out Decision decision)
    {
        Slide(potentials);
        for (var index = 0; index < _sums.Length; index++)
        {
            if (_hasSeen && _sums[index] <= _peaks[index])
                continue;
            _peaks[index] = _sums[index];
            _peakTicks[index] = tick;
        }

        _hasSeen = true;
        Softmax(_sums, _confidences);
        return _trigger.Update(tick, _confidences, out decision);
    }

    /// <inheritdoc/>
    public void SetThresholds(int trigger, int rearm) => _trigger.SetThresholds(trigger, rearm);

    /// <inheritdoc/>
    public void Reset()
    {
        _history.AsSpan().Clear();
        _sums.AsSpan().Clear();
        _peaks.AsSpan().Clear();
        _peakTicks.AsSpan().Clear();
        _slot = 0;
        _hasSeen = false;
        _trigger.Reset();
    }

    /// <summary>Moves the window one tick on; the sums are W times the evidence.</summary>
    private void Slide(ReadOnlySpan<Potential> potentials)
    {
        var oldest = _history.AsSpan(_slot * _sums.Length, _sums.Length);
        var newRest = _rest >= 0 ? potentials[_rest].Raw : 0;
        var oldRest = _rest >= 0 ? oldest[_rest] : 0;
        for (var index = 0; index < _sums.Length; index++)
        {
            _sums[index] += (long)potentials[index].Raw - newRest - oldest[index] + oldRest;
            oldest[index] = potentials[index].Raw;
        }

        _slot = _slot + 1 == _window ? 0 : _slot + 1;
    }

    private void Softmax(ReadOnlySpan<long> sums, Span<int> confidences)
    {
        var top = sums[0];
        foreach (var sum in sums)
            top = long.Max(top, sum);
        var total = 0L;
        for (var index = 0; index < sums.Length; index++)
        {
            // Below the top, in Q16 octaves; a mean lies under 2^33 and the gain under 2^16, so the product fits 64 bits.
            var below = (top - sums[index]) / _window * _gain;
            var shift = _fractionBits + 8 - Exponential.ExponentFractionBits;
            _powers[index] = Exponential.PowerOfTwoBelowOne(shift >= 0 ? below >> shift : below << -shift);
            total += _powers[index];
        }

        for (var index = 0; index < sums.Length; index++)
            confidences[index] = int.Min(32767, (int)(((long)_powers[index] << 15) / total));
    }
}
