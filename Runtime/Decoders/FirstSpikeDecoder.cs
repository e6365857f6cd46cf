using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Runtime.Decoders;

/// <summary>
/// Decides by the first output spike (time-to-first-spike coding; Thorpe, Delorme, Van Rullen 2001). An episode begins with
/// the first output spike after <see cref="DecoderModel.WindowTicks"/> ticks without one, and its winner keeps its
/// confidence until the output has been silent for as long; neurons that spike first together share it. Then the
/// <see cref="Trigger"/>. Verdict: the winner of the first episode; the rest class, or -1, when there was no spike.
/// </summary>
public sealed class FirstSpikeDecoder : IDecoder
{
    private const int Certain = 32767;

    private readonly int _window;
    private readonly int _rest;
    private readonly Trigger _trigger;
    private readonly int[] _confidences;
    private Decision _verdict;
    private int _silentTicks;

    /// <summary>Allocates the trigger.</summary>
    /// <param name="model">A validated blueprint whose decoder is of this kind.</param>
    public FirstSpikeDecoder(NetworkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var size = model.Populations[model.Decoder.Population].Size;
        _window = model.Decoder.WindowTicks;
        _rest = model.Decoder.RestClass;
        _trigger = new Trigger(model.Decoder, size);
        _confidences = new int[size];
        Reset();
    }

    /// <inheritdoc/>
    public ReadOnlySpan<int> Confidences => _trigger.Smoothed;

    /// <inheritdoc/>
    public Decision Verdict => _verdict;

    /// <inheritdoc/>
    public bool Decode(long tick, SpikeList spikes, ReadOnlySpan<Potential> potentials, out Decision decision)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        var first = spikes.Neurons;
        if (first.Length == 0)
        {
            if (_silentTicks < _window && ++_silentTicks == _window)
                _confidences.AsSpan().Clear();
        }
        else
        {
            if (_silentTicks == _window)
                BeginEpisode(tick, first);
            _silentTicks = 0;
        }

        return _trigger.Update(tick, _confidences, out decision);
    }

    /// <inheritdoc/>
    public void SetThresholds(int trigger, int rearm) => _trigger.SetThresholds(trigger, rearm);

    /// <inheritdoc/>
    public void Reset()
    {
        _confidences.AsSpan().Clear();
        _silentTicks = _window;
        _verdict = new Decision(_rest, 0, 0, 0);
        _trigger.Reset();
    }

    private void BeginEpisode(long tick, ReadOnlySpan<int> winners)
    {
        foreach (var winner in winners)
            _confidences[winner] = Certain / winners.Length;
        if (_verdict.Confidence == 0)
            _verdict = new Decision(winners[0], Certain / winners.Length, tick, 0);
    }
}
