using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>
/// A convolution between two grids. Weights are laid out as <see cref="ConvolutionModel"/> states; signals are channels
/// first here.
/// </summary>
internal sealed class KernelMap : LinearMap
{
    public KernelMap(int inSize, int[]? rows, ConvolutionModel geometry, double[] weights)
        : base(
            inSize, rows, geometry.InChannels * geometry.InHeight * geometry.InWidth,
            geometry.OutChannels * geometry.OutHeight * geometry.OutWidth)
    {
        Geometry = geometry;
        Weights = weights;
    }

    public ConvolutionModel Geometry { get; }

    public double[] Weights { get; }

    public int InPlane => Geometry.InHeight * Geometry.InWidth;

    public int OutPlane => Geometry.OutHeight * Geometry.OutWidth;

    public override void ScatterRow(int row, double value, Accumulator into)
    {
        var g = Geometry;
        var (channel, y, x) = (row / InPlane, row % InPlane / g.InWidth, row % g.InWidth);
        for (var ky = 0; ky < g.KernelHeight; ky++)
        {
            var oy = PostCoordinate(y + g.PadTop - (ky * g.DilationY), g.StrideY, g.OutHeight);
            if (oy < 0)
                continue;
            for (var kx = 0; kx < g.KernelWidth; kx++)
            {
                var ox = PostCoordinate(x + g.PadLeft - (kx * g.DilationX), g.StrideX, g.OutWidth);
                if (ox >= 0)
                    ScatterTap(channel, (ky * g.KernelWidth) + kx, (oy * g.OutWidth) + ox, value, into);
            }
        }
    }

    private static int PostCoordinate(int offset, int stride, int size)
        => offset < 0 || offset % stride != 0 || offset / stride >= size ? -1 : offset / stride;

    private void ScatterTap(int channel, int tap, int position, double value, Accumulator into)
    {
        var perGroup = Geometry.OutChannels / Geometry.Groups;
        var first = channel / (Geometry.InChannels / Geometry.Groups) * perGroup;
        var weights = Weights.AsSpan(((tap * Geometry.InChannels) + channel) * perGroup, perGroup);
        for (var o = 0; o < perGroup; o++)
            into.Add(((first + o) * OutPlane) + position, value * weights[o]);
    }
}
