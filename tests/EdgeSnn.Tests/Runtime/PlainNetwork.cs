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
        Potentials = [.. model.Populations.Select(one => Enumerable.Range(0, one.Size)
            .Select(neuron => one.InitialPotential.Length == 0 ? BigInteger.Zero : At(one.InitialPotential, neuron).Raw).ToArray())];
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
            if (projection.Graded)
            {
                DeliverGraded(projection, sums);
                continue;
            }

            var tick = _history.Count - 1 - projection.DelayTicks;
            foreach (var pre in (tick < 0 ? _none : _history[tick])[projection.Pre])
                for (var post = 0; post < sums.Length; post++)
                {
                    var weight = Weight(projection, pre, post, sums.Length);
                    if (weight != 0) SynapticEvents++;
                    sums[post] += (BigInteger)weight * ScaleOf(projection, post);
                }
        }

        return [.. sums.Select(Narrow)];
    }

    private void DeliverGraded(ProjectionModel projection, BigInteger[] sums)
    {
        for (var post = 0; post < sums.Length; post++)
        {
            BigInteger exact = 0;
            for (var pre = 0; pre < Potentials[projection.Pre].Length; pre++)
            {
                var weight = Weight(projection, pre, post, sums.Length);
                if (weight != 0 && Potentials[projection.Pre][pre] != 0) SynapticEvents++;
                exact += weight * Potentials[projection.Pre][pre];
            }

            // BigInteger division truncates toward zero, which is the rule.
            sums[post] += Narrow(exact * ScaleOf(projection, post) / BigInteger.Pow(2, projection.GradedShift));
        }
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
        var shift = model.Kind is NeuronKind.ShiftLif or NeuronKind.ShiftLeakyIntegrator ? At(model.MembraneDecay, neuron).Shift : 0;
        // BigInteger shifts right toward minus infinity, which is the rule of these kinds.
        var leaked = shift > 0 ? v - (v >> shift) : model.MembraneDecay.Length > 0 ? Decayed(v, At(model.MembraneDecay, neuron).Raw) : v;
        v = Narrow(leaked + x + bias);
        if (model.Reset == ResetMode.ByLateSubtraction && model.Threshold.Length > 0 && before >= At(model.Threshold, neuron).Raw)
            v = Narrow(v - At(model.Threshold, neuron).Raw);
        if (model.Floor.Length > 0) v = BigInteger.Max(v, At(model.Floor, neuron).Raw);
        if (model.Threshold.Length == 0) return;
        var threshold = BigInteger.Min(At(model.Threshold, neuron).Raw + g, int.MaxValue);
        ref var held = ref _held[population][neuron];
        var fires = held == 0 && v >= threshold;
        if (held > 0) v = before;
        var count = !fires ? 0 : model.MaxSpikesPerTick == 1 ? 1 : (int)BigInteger.Min(v / threshold, model.MaxSpikesPerTick);
        if (fires && model.Reset == ResetMode.BySubtraction) v -= count * threshold;
        if (fires && model.Reset == ResetMode.ToValue) v = model.ResetPotential.Length == 0 ? 0 : At(model.ResetPotential, neuron).Raw;
        Spikes[population].AddRange(Enumerable.Repeat(neuron, count));
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

    private static int ScaleOf(ProjectionModel projection, int post) => projection.Scale[post % projection.Scale.Length];

    private static short Weight(ProjectionModel projection, int pre, int post, int postSize)
    {
        if (projection.PreRows.Length > 0) pre = projection.PreRows[pre];
        if (pre < 0) return 0;
        if (projection.Convolution is { } shape) return Weight(shape, projection.Weights, pre, post);
        if (projection.Storage == SynapseStorage.Dense) return projection.Weights[pre * postSize + post];
        var start = projection.FanOutStarts[pre];
        var found = Array.IndexOf(projection.PostNeurons, post, start, projection.FanOutStarts[pre + 1] - start);
        return found < 0 ? (short)0 : projection.Weights[found];
    }

    // The definition in ConvolutionModel, word by word.
    private static short Weight(ConvolutionModel shape, short[] weights, int pre, int post)
    {
        var (y, x, c) = (pre / shape.InChannels / shape.InWidth, pre / shape.InChannels % shape.InWidth, pre % shape.InChannels);
        var (oy, ox, o) = (post / shape.OutChannels / shape.OutWidth, post / shape.OutChannels % shape.OutWidth, post % shape.OutChannels);
        var perGroup = shape.OutChannels / shape.Groups;
        if (c / (shape.InChannels / shape.Groups) != o / perGroup) return 0;
        for (var ky = 0; ky < shape.KernelHeight; ky++)
            for (var kx = 0; kx < shape.KernelWidth; kx++)
                if (y == oy * shape.StrideY - shape.PadTop + ky * shape.DilationY && x == ox * shape.StrideX - shape.PadLeft + kx * shape.DilationX)
                    return weights[((ky * shape.KernelWidth + kx) * shape.InChannels + c) * perGroup + o % perGroup];
        return 0;
    }

    private static T At<T>(T[] values, int index) => values[values.Length == 1 ? 0 : index];

    private T[][] Zeros<T>() => [.. _model.Populations.Select(population => new T[population.Size])];
}
