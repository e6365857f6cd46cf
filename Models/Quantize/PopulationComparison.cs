using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Models.Quantize;

/// <summary>Accumulates the differences of one population, tick by tick.</summary>
internal sealed class PopulationComparison(PopulationModel population)
{
    private const int MostRates = 300;

    private readonly long[] _referenceCounts = new long[population.Size];
    private readonly long[] _fixedCounts = new long[population.Size];
    private readonly double _unit = Math.ScaleB(1, -population.FractionBits);
    private double _squares;
    private double _largest;
    private double _peak;
    private long _samples;
    private long _coincident;
    private long _saturated;
    private int _firstDifferentTick = -1;
    private int _firstDifferentNeuron = -1;

    public void AddPotentials(ReadOnlySpan<double> reference, ReadOnlySpan<Potential> fixedPoint)
    {
        for (var j = 0; j < reference.Length; j++)
        {
            var error = Math.Abs(reference[j] - (fixedPoint[j].Raw * _unit));
            _squares += error * error;
            _largest = Math.Max(_largest, error);
            if (fixedPoint[j].Raw is int.MinValue or int.MaxValue)
                _saturated++;
            _peak = Math.Max(_peak, Math.Abs((double)fixedPoint[j].Raw));
        }
        _samples += reference.Length;
    }

    public void AddSpikes(int tick, ReadOnlySpan<int> reference, ReadOnlySpan<int> fixedPoint)
    {
        foreach (var neuron in reference)
            _referenceCounts[neuron]++;
        foreach (var neuron in fixedPoint)
            _fixedCounts[neuron]++;
        if (!reference.SequenceEqual(fixedPoint) && (_firstDifferentTick < 0 || tick < _firstDifferentTick))
            (_firstDifferentTick, _firstDifferentNeuron) = (tick, FirstDifferent(reference, fixedPoint));
        // Both lists ascend, so that one pass finds what they share.
        for (int a = 0, b = 0; a < reference.Length && b < fixedPoint.Length;)
        {
            if (reference[a] == fixedPoint[b])
                _coincident++;
            var (first, second) = (reference[a], fixedPoint[b]);
            if (first <= second)
                a++;
            if (second <= first)
                b++;
        }
    }

    public PopulationFidelity Result() => new()
    {
        Name = population.Name,
        FractionBits = population.FractionBits,
        PotentialRootMeanSquare = Math.Sqrt(_squares / Math.Max(1, _samples)),
        PotentialLargest = _largest,
        RangeUsed = _peak / int.MaxValue,
        Peak = _peak * _unit,
        StateBits = PotentialRange.Bits(_peak),
        SaturatedPotentials = _saturated,
        ReferenceSpikes = _referenceCounts.Sum(),
        FixedPointSpikes = _fixedCounts.Sum(),
        CoincidentSpikes = _coincident,
        CountCosine = Cosine(),
        FirstDifferentTick = _firstDifferentTick,
        FirstDifferentNeuron = _firstDifferentNeuron,
        Rates = Rates(),
    };

    // Both ascend: the first place where they part names the neuron that only one side has.
    private static int FirstDifferent(ReadOnlySpan<int> reference, ReadOnlySpan<int> fixedPoint)
    {
        var shared = reference.CommonPrefixLength(fixedPoint);
        if (shared == reference.Length)
            return fixedPoint[shared];
        return shared == fixedPoint.Length ? reference[shared] : Math.Min(reference[shared], fixedPoint[shared]);
    }

    private NeuronRate[] Rates()
    {
        var spiking = Enumerable.Range(0, _fixedCounts.Length).Where(j => _referenceCounts[j] + _fixedCounts[j] > 0).ToArray();
        var stride = Math.Max(1, (spiking.Length + MostRates - 1) / MostRates);
        return [.. spiking.Where((_, place) => place % stride == 0).Select(j => new NeuronRate(j, _referenceCounts[j], _fixedCounts[j]))];
    }

    private double Cosine()
    {
        double dot = 0, first = 0, second = 0;
        for (var j = 0; j < _fixedCounts.Length; j++)
        {
            dot += (double)_referenceCounts[j] * _fixedCounts[j];
            first += (double)_referenceCounts[j] * _referenceCounts[j];
            second += (double)_fixedCounts[j] * _fixedCounts[j];
        }
        if (first == 0 || second == 0)
            return first == second ? 1 : 0;
        return Math.Min(1, dot / Math.Sqrt(first * second));
    }
}
