using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeSnn.Training;

/// <summary>
/// x[t] = sum over taps d and spikes j of t - d: W[d][j], the synaptic input of a population through several delays.
/// Weights lie [tap][pre][post]; post is padded to whole vectors. Forward and weight gradient visit spikes only.
/// </summary>
public sealed class DelayedProjection : ISynapses
{
    private const int Lanes = 16;

    private const float SparseBelow = 0.3f;

    private readonly float[] _transposed;
    private readonly PrunedProduct _pruned = new();

    public DelayedProjection(int pre, int post, int[] delays, float weightDecay)
    {
        Pre = pre;
        Post = post;
        PaddedPost = (post + Lanes - 1) / Lanes * Lanes;
        Delays = delays;
        Weights = new Parameter(delays.Length * pre * PaddedPost, weightDecay);
        _transposed = new float[pre * PaddedPost];
    }

    public int Pre { get; }

    public int Post { get; }

    public int PaddedPost { get; }

    public int Width => PaddedPost;

    public int[] Delays { get; }

    public int WeightCount => Delays.Length * Pre * Post;

    public Parameter Weights { get; }

    public float ShareKept { get; set; } = 1f;

    public void Initialize(Dice dice)
    {
        var sigma = 1f / MathF.Sqrt(Pre);
        for (var row = 0; row < Delays.Length * Pre; row++)
            for (var post = 0; post < Post; post++)
                Weights.Value[row * PaddedPost + post] = sigma * dice.Normal();
    }

    public void Forward(SpikeBatch spikes, float[] input)
    {
        for (var row = 0; row < spikes.Rows; row++)
            for (var tick = 0; tick < spikes.Ticks; tick++)
            {
                var into = input.AsSpan((row * spikes.Ticks + tick) * PaddedPost, PaddedPost);
                var post = 0;
                for (; post + 4 * Lanes <= PaddedPost; post += 4 * Lanes) Gather4(spikes, row, tick, post, into);
                for (; post < PaddedPost; post += Lanes) Gather1(spikes, row, tick, post, into);
            }
    }

    private void Gather4(SpikeBatch spikes, int row, int tick, int post, Span<float> into)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(Weights.Value);
        Vector512<float> a = default, b = default, c = default, d = default;
        for (var tap = 0; tap < Delays.Length; tap++)
        {
            var from = tick - Delays[tap];
            if (from < 0) continue;
            var start = tap * Pre * PaddedPost + post;
            foreach (var neuron in Cell(spikes, row, from))
            {
                ref var w = ref Unsafe.Add(ref weights, start + neuron * PaddedPost);
                a += Vector512.LoadUnsafe(ref w);
                b += Vector512.LoadUnsafe(ref w, Lanes);
                c += Vector512.LoadUnsafe(ref w, 2 * Lanes);
                d += Vector512.LoadUnsafe(ref w, 3 * Lanes);
            }
        }

        var value = Vector512.Create(spikes.Value);
        (a * value).CopyTo(into[post..]);
        (b * value).CopyTo(into[(post + Lanes)..]);
        (c * value).CopyTo(into[(post + 2 * Lanes)..]);
        (d * value).CopyTo(into[(post + 3 * Lanes)..]);
    }

    private void Gather1(SpikeBatch spikes, int row, int tick, int post, Span<float> into)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(Weights.Value);
        var sum = Vector512<float>.Zero;
        for (var tap = 0; tap < Delays.Length; tap++)
        {
            var from = tick - Delays[tap];
            if (from < 0) continue;
            var start = tap * Pre * PaddedPost + post;
            foreach (var neuron in Cell(spikes, row, from))
                sum += Vector512.LoadUnsafe(ref weights, (nuint)(start + neuron * PaddedPost));
        }

        (sum * spikes.Value).CopyTo(into[post..]);
    }

    public void AccumulateGradient(SpikeBatch spikes, float[] inputGradient)
    {
        ref var gradient = ref MemoryMarshal.GetArrayDataReference(Weights.Gradient);
        ref var deltas = ref MemoryMarshal.GetArrayDataReference(inputGradient);
        var value = Vector512.Create(spikes.Value);
        for (var tap = 0; tap < Delays.Length; tap++)
            for (var row = 0; row < spikes.Rows; row++)
                for (var tick = Delays[tap]; tick < spikes.Ticks; tick++)
                {
                    var cell = Cell(spikes, row, tick - Delays[tap]);
                    if (cell.Length == 0) continue;
                    ref var delta = ref Unsafe.Add(ref deltas, (row * spikes.Ticks + tick) * PaddedPost);
                    for (var post = 0; post < PaddedPost; post += Lanes)
                    {
                        var vector = Vector512.LoadUnsafe(ref delta, (nuint)post) * value;
                        foreach (var neuron in cell)
                        {
                            ref var g = ref Unsafe.Add(ref gradient, (tap * Pre + neuron) * PaddedPost + post);
                            (Vector512.LoadUnsafe(ref g) + vector).StoreUnsafe(ref g);
                        }
                    }
                }
    }

    public void BackwardSpikes(SpikeBatch spikes, float[] inputGradient, float[] spikeGradient)
    {
        var ticks = spikes.Ticks;
        if (ShareKept < SparseBelow)
        {
            _pruned.AddTo(this, inputGradient, spikeGradient, (spikes.Rows, ticks));
            return;
        }

        for (var tap = 0; tap < Delays.Length; tap++)
        {
            Transpose(tap);
            var delay = Delays[tap];
            for (var row = 0; row < spikes.Rows; row++)
                MatrixProduct.AddTo(
                    inputGradient.AsSpan((row * ticks + delay) * PaddedPost, (ticks - delay) * PaddedPost),
                    _transposed,
                    spikeGradient.AsSpan(row * ticks * Pre, (ticks - delay) * Pre),
                    new MatrixShape(ticks - delay, Pre, PaddedPost));
        }
    }

    private void Transpose(int tap)
    {
        var from = Weights.Value.AsSpan(tap * Pre * PaddedPost, Pre * PaddedPost);
        for (var pre = 0; pre < Pre; pre++)
            for (var post = 0; post < PaddedPost; post++)
                _transposed[post * Pre + pre] = from[pre * PaddedPost + post];
    }

    private static ReadOnlySpan<ushort> Cell(SpikeBatch spikes, int row, int tick)
    {
        var cell = row * spikes.Ticks + tick;
        var start = spikes.Offsets[cell];
        return spikes.Neurons.AsSpan(start, spikes.Offsets[cell + 1] - start);
    }
}
