using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeSnn.Training;

/// <summary>
/// d loss / d spikes through a pruned projection: spikes' gradient [pre][t] = sum of W[d][pre][post] delta[post][t + d] over
/// the weights that are left. Deltas are turned to [post][tick] first, so that a weight meets whole vectors of ticks.
/// </summary>
public sealed class PrunedProduct
{
    private const int Lanes = 16;
    private const int Block = 4 * Lanes;

    private int[] _starts = [];
    private int[] _offsets = [];
    private float[] _weights = [];
    private float[] _turned = [];

    public void AddTo(DelayedProjection projection, float[] deltas, float[] spikeGradient, (int Rows, int Ticks) size)
    {
        var blocks = (size.Ticks + Block - 1) / Block;
        var stride = blocks * Block + projection.Delays[^1];
        Gather(projection, stride);
        if (_turned.Length < projection.Post * stride) _turned = new float[projection.Post * stride];
        for (var row = 0; row < size.Rows; row++)
        {
            Turn(deltas.AsSpan(row * size.Ticks * projection.PaddedPost), projection, size.Ticks, stride);
            var into = spikeGradient.AsSpan(row * size.Ticks * projection.Pre, size.Ticks * projection.Pre);
            for (var pre = 0; pre < projection.Pre; pre++)
                for (var block = 0; block < blocks; block++) Sum(pre, block * Block, into, projection.Pre);
        }
    }

    private void Gather(DelayedProjection projection, int stride)
    {
        var (pre, post, width) = (projection.Pre, projection.Post, projection.PaddedPost);
        var values = projection.Weights.Value;
        if (_starts.Length != pre + 1) _starts = new int[pre + 1];
        if (_offsets.Length < values.Length) (_offsets, _weights) = (new int[values.Length], new float[values.Length]);
        var count = 0;
        for (var neuron = 0; neuron < pre; neuron++)
        {
            _starts[neuron] = count;
            for (var tap = 0; tap < projection.Delays.Length; tap++)
                for (var k = 0; k < post; k++)
                {
                    var weight = values[(tap * pre + neuron) * width + k];
                    if (weight == 0f) continue;
                    _offsets[count] = k * stride + projection.Delays[tap];
                    _weights[count++] = weight;
                }
        }

        _starts[pre] = count;
    }

    private void Turn(ReadOnlySpan<float> deltas, DelayedProjection projection, int ticks, int stride)
    {
        var width = projection.PaddedPost;
        for (var k = 0; k < projection.Post; k++)
        {
            var line = _turned.AsSpan(k * stride, stride);
            for (var tick = 0; tick < ticks; tick++) line[tick] = deltas[tick * width + k];
            line[ticks..].Clear();
        }
    }

    private void Sum(int pre, int tick, Span<float> into, int stride)
    {
        ref var turned = ref MemoryMarshal.GetArrayDataReference(_turned);
        Vector512<float> a = default, b = default, c = default, d = default;
        for (var k = _starts[pre]; k < _starts[pre + 1]; k++)
        {
            ref var line = ref Unsafe.Add(ref turned, _offsets[k] + tick);
            var weight = Vector512.Create(_weights[k]);
            a = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref line), a);
            b = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref line, Lanes), b);
            c = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref line, 2 * Lanes), c);
            d = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref line, 3 * Lanes), d);
        }

        Span<float> sums = stackalloc float[Block];
        a.CopyTo(sums);
        b.CopyTo(sums[Lanes..]);
        c.CopyTo(sums[(2 * Lanes)..]);
        d.CopyTo(sums[(3 * Lanes)..]);
        var at = tick * stride + pre;
        for (var k = 0; k < Block && at < into.Length; k++, at += stride) into[at] += sums[k];
    }
}
