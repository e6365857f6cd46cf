using System.Numerics;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Runtime;

/// <summary>
/// The oracle: what the documents say a network does, in unbounded integers, one neuron and one synapse at a time, with
/// nothing of the runtime's code.
/// </summary>
internal sealed class PlainNetwork
{
    private readonly NetworkModel _model;
    private readonly List<int>[] _none;
    private readonly List<List<int>[]> _history = [];
    private readonly BigInteger[][] _current;
    private readonly BigInteger[][] _adaptation;
    private readonly int[][] _held;

    public PlainNetwork(NetworkModel model)
    {
        _model = model;
        _none = [.. model.Populations.Select(_ => new List<int>())];
        Potentials = Zeros<BigInteger>();
        _current = Zeros<BigInteger>();
        _adaptation = Zeros<BigInteger>();
        _held = Zeros<int>();
    }

    public BigInteger[][] Potentials { get; }

    public long Saturations { get; private set; }

    public long SynapticEvents { get; private set; }

    public List<int>[] Spikes => _history[^1];

    public void Step(IEnumerable<int> input)
    {
        _history.Add([.. _model.Populations.Select(_ => new List<int>())]);
        Spikes[0].AddRange(input);
        for (var population = 1; population < _model.Populations.Length; population++)
        {
            var inputs = Deliver(population);
            for (var neuron = 0; neuron < inputs.Length; neuron++) Update(population, neuron, inputs[neuron]);
        }
    }

    private BigInteger[] Deliver(int population)
    {
        var sums = new BigInteger[_model.Populations[population].Size];
        foreach (var projection in _model.Projections.Where(one => one.Post == population))
        {
            var tick = _history.Count - 1 - projection.DelayTicks;
            foreach (var pre in (tick < 0 ? _none : _history[tick])[projection.Pre])
                for (var post = 0; post < sums.Length; post++)
                {
                    var weight = Weight(projection, pre, post, sums.Length);
                    if (weight != 0) SynapticEvents++;
                    sums[post] += (BigInteger)weight * At(projection.Scale, post);
                }
        }

        return [.. sums.Select(Narrow)];
    }

    private void Update(int population, int neuron, BigInteger x)
    {
        var model = _model.Populations[population];
        var bias = model.Bias.Length == 0 ? 0 : At(model.Bias, neuron).Raw;
        var before = Potentials[population][neuron];
        ref var v = ref Potentials[population][neuron];
        ref var i = ref _current[population][neuron];
        ref var g = ref _adaptation[population][neuron];
        if (model.SynapticDecay.Length > 0) x = i = Narrow(Decayed(i, At(model.SynapticDecay, neuron).Raw) + x);
        var leaked = model.MembraneDecay.Length > 0 ? Decayed(v, At(model.MembraneDecay, neuron).Raw) : v;
        v = Narrow(leaked + x + bias);
        if (model.Threshold.Length == 0) return;
        var threshold = BigInteger.Min(At(model.Threshold, neuron).Raw + g, int.MaxValue);
        ref var held = ref _held[population][neuron];
        var fires = held == 0 && v >= threshold;
        if (held > 0) v = before;
        if (fires) v = model.Reset == ResetMode.BySubtraction ? v - threshold : model.ResetPotential.Length == 0 ? 0 : At(model.ResetPotential, neuron).Raw;
        if (fires) Spikes[population].Add(neuron);
        held = fires ? model.RefractoryTicks : Math.Max(held - 1, 0);
        if (model.AdaptationDecay.Length > 0)
            g = Narrow(Decayed(g, At(model.AdaptationDecay, neuron).Raw) + (fires ? At(model.AdaptationStep, neuron).Raw : 0));
    }

    // BigInteger division truncates toward zero, which is the rule.
    private static BigInteger Decayed(BigInteger value, int decay) => value * decay / 32768;

    private BigInteger Narrow(BigInteger exact)
    {
        if (exact >= int.MinValue && exact <= int.MaxValue) return exact;
        Saturations++;
        return exact.Sign < 0 ? int.MinValue : int.MaxValue;
    }

    private static short Weight(ProjectionModel projection, int pre, int post, int postSize)
    {
        if (projection.Storage == SynapseStorage.Dense) return projection.Weights[pre * postSize + post];
        var start = projection.FanOutStarts[pre];
        var found = Array.IndexOf(projection.PostNeurons, post, start, projection.FanOutStarts[pre + 1] - start);
        return found < 0 ? (short)0 : projection.Weights[found];
    }

    private static T At<T>(T[] values, int index) => values[values.Length == 1 ? 0 : index];

    private T[][] Zeros<T>() => [.. _model.Populations.Select(population => new T[population.Size])];
}
