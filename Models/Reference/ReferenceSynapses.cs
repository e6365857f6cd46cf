using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Reference;

/// <summary>
/// Delivers the spikes of one projection: input(j) += weight(row, j) * factor. A row of dense weights is one run of
/// neighbouring post neurons; a row of a convolution is one run of post channels per tap, found from the taps of its row
/// and column of the grid; fan-outs are lists.
/// </summary>
internal sealed class ReferenceSynapses
{
    private readonly ReferenceProjection _projection;
    private readonly int _runLength;
    private readonly int[] _nonZero;
    private readonly (int Kernel, int Post)[][] _tapsOfY = [];
    private readonly (int Kernel, int Post)[][] _tapsOfX = [];

    public ReferenceSynapses(ReferenceProjection projection, int postSize)
    {
        _projection = projection;
        if (projection.Storage == SynapseStorage.Sparse)
        {
            _nonZero = new int[projection.FanOutStarts.Length - 1];
            for (var row = 0; row < _nonZero.Length; row++)
                _nonZero[row] = NonZero(projection.FanOutStarts[row], projection.FanOutStarts[row + 1]);
            return;
        }
        _runLength = postSize;
        if (projection.Convolution is { } shape && projection.Storage == SynapseStorage.Convolution)
        {
            _runLength = shape.OutChannels / shape.Groups;
            _tapsOfY = Taps((shape.InHeight, shape.OutHeight), shape.KernelHeight, (shape.StrideY, shape.PadTop, shape.DilationY));
            _tapsOfX = Taps((shape.InWidth, shape.OutWidth), shape.KernelWidth, (shape.StrideX, shape.PadLeft, shape.DilationX));
        }
        _nonZero = new int[projection.Weights.Length / _runLength];
        for (var run = 0; run < _nonZero.Length; run++)
            _nonZero[run] = NonZero(run * _runLength, (run + 1) * _runLength);
    }

    /// <summary>Delivers one row; gives the number of synapses of non-zero weight that it went through.</summary>
    /// <param name="row">Pre neuron, or its row where neurons share them.</param>
    /// <param name="factor">1 for a spike; a potential in graded transmission.</param>
    /// <param name="input">Input of the post population.</param>
    public int Deliver(int row, double factor, double[] input) => _projection.Storage switch
    {
        SynapseStorage.Dense => Run(row, 0, factor, input),
        SynapseStorage.Sparse => FanOut(row, factor, input),
        _ => Kernel(row, factor, input),
    };

    // What reaches each post coordinate from each pre coordinate of one axis.
    private static (int Kernel, int Post)[][] Taps((int In, int Out) sizes, int kernel, (int Stride, int Pad, int Dilation) step)
    {
        var taps = new (int Kernel, int Post)[sizes.In][];
        var found = new List<(int Kernel, int Post)>();
        for (var pre = 0; pre < sizes.In; pre++)
        {
            found.Clear();
            for (var k = 0; k < kernel; k++)
            {
                var (post, rest) = Math.DivRem(pre + step.Pad - (k * step.Dilation), step.Stride);
                if (rest == 0 && post >= 0 && post < sizes.Out)
                    found.Add((k, post));
            }
            taps[pre] = [.. found];
        }
        return taps;
    }

    private int NonZero(int start, int end)
    {
        var count = 0;
        foreach (var weight in _projection.Weights.AsSpan(start, end - start))
            count += weight == 0 ? 0 : 1;
        return count;
    }

    private int Kernel(int row, double factor, double[] input)
    {
        var shape = _projection.Convolution!;
        var (pixel, channel) = Math.DivRem(row, shape.InChannels);
        var (y, x) = Math.DivRem(pixel, shape.InWidth);
        var firstPost = channel / (shape.InChannels / shape.Groups) * _runLength;
        var events = 0;
        foreach (var (ky, oy) in _tapsOfY[y])
        {
            foreach (var (kx, ox) in _tapsOfX[x])
            {
                var run = (((ky * shape.KernelWidth) + kx) * shape.InChannels) + channel;
                events += Run(run, (((oy * shape.OutWidth) + ox) * shape.OutChannels) + firstPost, factor, input);
            }
        }
        return events;
    }

    private int Run(int run, int firstPost, double factor, double[] input)
    {
        if (_nonZero[run] == 0)
            return 0;
        var weights = _projection.Weights.AsSpan(run * _runLength, _runLength);
        var posts = input.AsSpan(firstPost, weights.Length);
        for (var j = 0; j < posts.Length; j++)
            posts[j] += weights[j] * factor;
        return _nonZero[run];
    }

    private int FanOut(int row, double factor, double[] input)
    {
        for (var k = _projection.FanOutStarts[row]; k < _projection.FanOutStarts[row + 1]; k++)
            input[_projection.PostNeurons[k]] += _projection.Weights[k] * factor;
        return _nonZero[row];
    }
}
