using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Runtime.Decoders;

/// <summary>
/// When confidences become a decision, the same for all decoders: the sliding mean of each class's confidence over
/// <see cref="DecoderModel.SmoothingTicks"/>; the class that strictly leads fires when it reaches
/// <see cref="DecoderModel.TriggerThreshold"/>, unless it is quiet, the refractory time runs, or the class that fired
/// last has not yet fallen below <see cref="DecoderModel.RearmThreshold"/>. A tie at the top never fires, so a network at
/// rest stays silent. Owned by one thread; allocates in the constructor only.
/// </summary>
public sealed class Trigger
{
    private readonly int _smoothing;
    private readonly int _refractory;
    private readonly bool[] _isQuiet;
    private readonly int[] _history;
    private readonly int[] _sums;
    private readonly int[] _smoothed;
    private int _threshold;
    private int _rearm;
    private int _slot;
    private int _lastClass;
    private long _lastTick;
    private long _sequence;

    /// <summary>Allocates the history.</summary>
    /// <param name="model">Thresholds and times; validated before.</param>
    /// <param name="classCount">Number of classes, at least 1.</param>
    public Trigger(DecoderModel model, int classCount)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        _smoothing = model.SmoothingTicks;
        _threshold = model.TriggerThreshold;
        _rearm = model.RearmThreshold;
        _refractory = model.RefractoryTicks;
        _isQuiet = new bool[classCount];
        foreach (var quiet in model.QuietClasses)
            _isQuiet[quiet] = true;
        _history = new int[_smoothing * classCount];
        _sums = new int[classCount];
        _smoothed = new int[classCount];
        Reset();
    }

    /// <summary>Smoothed confidence per class after the last tick; Q0.15.</summary>
    public ReadOnlySpan<int> Smoothed => _smoothed;

    /// <summary>Takes the confidences of one tick and says whether a decision fires.</summary>
    /// <param name="tick">The tick, ascending from call to call [ticks].</param>
    /// <param name="confidences">One per class; Q0.15, 0 .. 32767.</param>
    /// <param name="decision">The decision, when the result is true.</param>
    public bool Update(long tick, ReadOnlySpan<int> confidences, out Decision decision)
    {
        Smooth(confidences);
        var (leader, isUnique) = Leader(_smoothed);
        if (_lastClass >= 0 && _smoothed[_lastClass] < _rearm)
            _lastClass = -1;
        var fires = isUnique
            && !_isQuiet[leader]
            && _smoothed[leader] >= _threshold
            && _lastClass < 0
            && (_sequence == 0 || tick - _lastTick >= _refractory);
        decision = fires ? new Decision(leader, _smoothed[leader], tick, _sequence) : default;
        if (!fires)
            return false;
        _lastClass = leader;
        _lastTick = tick;
        _sequence++;
        return true;
    }

    /// <summary>Changes when a decision fires from the next tick on.</summary>
    /// <param name="trigger">As <see cref="DecoderModel.TriggerThreshold"/>; Q0.15.</param>
    /// <param name="rearm">As <see cref="DecoderModel.RearmThreshold"/>; Q0.15.</param>
    public void SetThresholds(int trigger, int rearm)
    {
        _threshold = trigger;
        _rearm = rearm;
    }

    /// <summary>Forgets all input and counts decisions from 0 again.</summary>
    public void Reset()
    {
        _history.AsSpan().Clear();
        _sums.AsSpan().Clear();
        _smoothed.AsSpan().Clear();
        _slot = 0;
        _lastClass = -1;
        _lastTick = 0;
        _sequence = 0;
    }

    /// <summary>The index of the largest value, and whether no other equals it.</summary>
    internal static (int Index, bool IsUnique) Leader(ReadOnlySpan<int> values)
    {
        var leader = 0;
        var isUnique = true;
        for (var index = 1; index < values.Length; index++)
        {
            if (values[index] > values[leader])
            {
                leader = index;
                isUnique = true;
            }
            else if (values[index] == values[leader])
            {
                isUnique = false;
            }
        }

        return (leader, isUnique);
    }

    private void Smooth(ReadOnlySpan<int> confidences)
    {
        var oldest = _history.AsSpan(_slot * _sums.Length, _sums.Length);
        for (var index = 0; index < _sums.Length; index++)
        {
            _sums[index] += confidences[index] - oldest[index];
            oldest[index] = confidences[index];
            _smoothed[index] = _sums[index] / _smoothing;
        }

        _slot = _slot + 1 == _smoothing ? 0 : _slot + 1;
    }
}
