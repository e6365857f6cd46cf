using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Runtime.Decoders;

/// <summary>
/// Decides by output spikes: confidence is a class's share of all output spikes in the last
/// <see cref="DecoderModel.WindowTicks"/> ticks (0 when there were none), then the <see cref="Trigger"/>. Verdict: the class
/// with most spikes since the reset, the lowest index on a tie; the rest class, or -1, when there was no spike.
/// </summary>
public sealed class SpikeCountDecoder : IDecoder
{
    private readonly int _window;
    private readonly int _rest;
    private readonly Trigger _trigger;
    private readonly int[] _history;
    private readonly int[] _counts;
    private readonly long[] _totals;
    private readonly int[] _confidences;
    private int _slot;
    private long _lastSpikeTick;

    /// <summary>Allocates the window and the trigger.</summary>
    /// <param name="model">A validated blueprint whose decoder is of this kind.</param>
    public SpikeCountDecoder(NetworkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var size = model.Populations[model.Decoder.Population].Size;
        _window = model.Decoder.WindowTicks;
        _rest = model.Decoder.RestClass;
        _trigger = new Trigger(model.Decoder, size);
        _history = new int[_window * size];
        _counts = new int[size];
        _totals = new long[size];
        _confidences = new int[size];
    }

    /// <inheritdoc/>
    public ReadOnlySpan<int> Confidences => _trigger.Smoothed;

    /// <inheritdoc/>
    public Decision Verdict
    {
        get
        {
            var best = _rest;
            var (most, all) = (0L, 0L);
            for (var index = 0; index < _totals.Length; index++)
            {
                all += _totals[index];
                if (_totals[index] <= most)
                    continue;
                most = _totals[index];
                best = index;
            }

            return new Decision(best, all == 0 ? 0 : Share(most, all), _lastSpikeTick, 0);
        }
    }

    /// <inheritdoc/>
    public bool Decode(long tick, SpikeList spikes, ReadOnlySpan<Potential> potentials, out Decision decision)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        var oldest = _history.AsSpan(_slot * _counts.Length, _counts.Length);
        for (var index = 0; index < _counts.Length; index++)
        {
            _counts[index] -= oldest[index];
            oldest[index] = 0;
        }

        foreach (var neuron in spikes.Neurons)
        {
            oldest[neuron]++;
            _counts[neuron]++;
            _totals[neuron]++;
            _lastSpikeTick = tick;
        }

        _slot = _slot + 1 == _window ? 0 : _slot + 1;
        var all = 0;
        foreach (var count in _counts)
            all += count;
        for (var index = 0; index < _counts.Length; index++)
            _confidences[index] = all == 0 ? 0 : Share(_counts[index], all);
        return _trigger.Update(tick, _confidences, out decision);
    }

    /// <inheritdoc/>
    public void SetThresholds(int trigger, int rearm) => _trigger.SetThresholds(trigger, rearm);

    /// <inheritdoc/>
    public void Reset()
    {
        _history.AsSpan().Clear();
        _counts.AsSpan().Clear();
        _totals.AsSpan().Clear();
        _slot = 0;
        _lastSpikeTick = 0;
        _trigger.Reset();
    }

    private static int Share(long part, long all) => (int)long.Min(32767, (part << 15) / all);
}
