using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EdgeSnn.Runtime;

namespace EdgeSnn.Training;

/// <summary>
/// A kernel per delay, shared by all positions of a grid: x[t] = sum over taps d and spikes of t - d of the kernel's rows that
/// reach from the spike's position. Weights lie [tap][ky][kx][pre channel][post channel], as the runtime stores each tap.
/// Post channels are a multiple of 16, and so are pre channels where a gradient goes on to the layer before.
/// </summary>
public sealed class ConvolvedProjection : ISynapses
{
    private const int Lanes = 16;

    private readonly ConvolutionModel _grid;
    private readonly int _kernel;
    private readonly int[] _starts;
    private readonly Reach[] _reaches;
    private readonly float[] _transposed;

    public ConvolvedProjection(ConvolutionModel grid, int[] delays, float weightDecay)
    {
        if (grid.OutChannels % Lanes != 0 || grid.Groups != 1)
            throw new ArgumentException("A trained convolution has one group and a multiple of 16 post channels.", nameof(grid));
        _grid = grid;
        Delays = delays;
        Pre = grid.InHeight * grid.InWidth * grid.InChannels;
        PaddedPost = grid.OutHeight * grid.OutWidth * grid.OutChannels;
        _kernel = grid.KernelHeight * grid.KernelWidth * grid.InChannels * grid.OutChannels;
        Weights = new Parameter(delays.Length * _kernel, weightDecay);
        _transposed = new float[_kernel];
        (_starts, _reaches) = FindReaches(grid);
    }

    public ConvolutionModel Grid => _grid;

    public int Pre { get; }

    public int PaddedPost { get; }

    public int Width => _grid.OutChannels;

    public int[] Delays { get; }

    public int WeightCount => Weights.Value.Length;

    public Parameter Weights { get; }

    public float ShareKept { get; set; } = 1f;

    public void Initialize(Dice dice)
    {
        var sigma = 1f / MathF.Sqrt((float)_kernel * Delays.Length / _grid.OutChannels);
        for (var k = 0; k < Weights.Value.Length; k++) Weights.Value[k] = sigma * dice.Normal();
    }

    public void Forward(SpikeBatch spikes, float[] input)
    {
        Array.Clear(input, 0, spikes.Rows * spikes.Ticks * PaddedPost);
        var value = Vector512.Create(spikes.Value);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(Weights.Value);
        ref var sums = ref MemoryMarshal.GetArrayDataReference(input);
        foreach (var (cell, into, tap) in Cells(spikes))
            for (var k = spikes.Offsets[cell]; k < spikes.Offsets[cell + 1]; k++)
            {
                var (position, channel) = Math.DivRem(spikes.Neurons[k], _grid.InChannels);
                for (var r = _starts[position]; r < _starts[position + 1]; r++)
                {
                    var weight = tap * _kernel + _reaches[r].Weight + channel * Width;
                    var post = into * PaddedPost + _reaches[r].Post;
                    for (var o = 0; o < Width; o += Lanes)
                    {
                        var sum = Vector512.LoadUnsafe(ref sums, (nuint)(post + o)) + value * Vector512.LoadUnsafe(ref weights, (nuint)(weight + o));
                        sum.StoreUnsafe(ref sums, (nuint)(post + o));
                    }
                }
            }
    }

    public void AccumulateGradient(SpikeBatch spikes, float[] inputGradient)
    {
        var value = Vector512.Create(spikes.Value);
        ref var gradient = ref MemoryMarshal.GetArrayDataReference(Weights.Gradient);
        ref var deltas = ref MemoryMarshal.GetArrayDataReference(inputGradient);
        foreach (var (cell, from, tap) in Cells(spikes))
            for (var k = spikes.Offsets[cell]; k < spikes.Offsets[cell + 1]; k++)
            {
                var (position, channel) = Math.DivRem(spikes.Neurons[k], _grid.InChannels);
                for (var r = _starts[position]; r < _starts[position + 1]; r++)
                {
                    var weight = tap * _kernel + _reaches[r].Weight + channel * Width;
                    var post = from * PaddedPost + _reaches[r].Post;
                    for (var o = 0; o < Width; o += Lanes)
                    {
                        var sum = Vector512.LoadUnsafe(ref gradient, (nuint)(weight + o)) + value * Vector512.LoadUnsafe(ref deltas, (nuint)(post + o));
                        sum.StoreUnsafe(ref gradient, (nuint)(weight + o));
                    }
                }
            }
    }

    public void BackwardSpikes(SpikeBatch spikes, float[] inputGradient, float[] spikeGradient)
    {
        if (_grid.InChannels % Lanes != 0) throw new InvalidOperationException("Pre channels are no multiple of 16.");
        for (var tap = 0; tap < Delays.Length; tap++)
        {
            Transpose(tap);
            for (var row = 0; row < spikes.Rows; row++)
                for (var tick = Delays[tap]; tick < spikes.Ticks; tick++)
                    AddCell(inputGradient, (row * spikes.Ticks + tick) * PaddedPost, spikeGradient, (row * spikes.Ticks + tick - Delays[tap]) * Pre);
        }
    }

    /// <summary>Through one tap in one tick: every position gathers from all it reaches.</summary>
    private void AddCell(float[] inputGradient, int from, float[] spikeGradient, int into)
    {
        ref var turned = ref MemoryMarshal.GetArrayDataReference(_transposed);
        for (var position = 0; position < _starts.Length - 1; position++)
            for (var c = 0; c < _grid.InChannels; c += Lanes)
            {
                ref var target = ref spikeGradient[into + position * _grid.InChannels + c];
                var sum = Vector512.LoadUnsafe(ref target);
                for (var r = _starts[position]; r < _starts[position + 1]; r++)
                {
                    var weight = _reaches[r].Weight + c;
                    var deltas = inputGradient.AsSpan(from + _reaches[r].Post, Width);
                    for (var o = 0; o < deltas.Length; o++)
                        sum = Vector512.FusedMultiplyAdd(
                            Vector512.Create(deltas[o]), Vector512.LoadUnsafe(ref turned, (nuint)(weight + o * _grid.InChannels)), sum);
                }

                sum.StoreUnsafe(ref target);
            }
    }

    /// <summary>[pre channel][post channel] to [post channel][pre channel] for every place of the kernel.</summary>
    private void Transpose(int tap)
    {
        var block = _grid.InChannels * Width;
        for (var start = 0; start < _kernel; start += block)
            for (var c = 0; c < _grid.InChannels; c++)
                for (var o = 0; o < Width; o++)
                    _transposed[start + o * _grid.InChannels + c] = Weights.Value[tap * _kernel + start + c * Width + o];
    }

    /// <summary>Cells of spikes and the cell each reaches through a tap.</summary>
    private IEnumerable<(int Cell, int Reached, int Tap)> Cells(SpikeBatch spikes)
    {
        for (var row = 0; row < spikes.Rows; row++)
            for (var tap = 0; tap < Delays.Length; tap++)
                for (var tick = Delays[tap]; tick < spikes.Ticks; tick++)
                    yield return (row * spikes.Ticks + tick - Delays[tap], row * spikes.Ticks + tick, tap);
    }

    /// <summary>For each position of the pre grid: where its spikes go, and through which part of the kernel.</summary>
    private static (int[] Starts, Reach[] Reaches) FindReaches(ConvolutionModel grid)
    {
        var starts = new int[grid.InHeight * grid.InWidth + 1];
        var reaches = new List<Reach>();
        for (var position = 0; position < starts.Length - 1; position++)
        {
            var (y, x) = Math.DivRem(position, grid.InWidth);
            for (var ky = 0; ky < grid.KernelHeight; ky++)
                for (var kx = 0; kx < grid.KernelWidth; kx++)
                    if (TryPost(y + grid.PadTop - ky, grid.StrideY, grid.OutHeight, out var oy) && TryPost(x + grid.PadLeft - kx, grid.StrideX, grid.OutWidth, out var ox))
                        reaches.Add(new Reach((ky * grid.KernelWidth + kx) * grid.InChannels * grid.OutChannels, (oy * grid.OutWidth + ox) * grid.OutChannels));
            starts[position + 1] = reaches.Count;
        }

        return (starts, reaches.ToArray());
    }

    private static bool TryPost(int offset, int stride, int count, out int post)
    {
        (post, var rest) = Math.DivRem(offset, stride);
        return offset >= 0 && rest == 0 && post < count;
    }

    /// <summary>Offset of a place of the kernel among the weights of a tap, and of a position in the post grid.</summary>
    private readonly record struct Reach(int Weight, int Post);
}
