using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>Convolutions and pooling: geometry by the rules of PyTorch, weights turned from (o, i, ky, kx) to (ky, kx, i, o).</summary>
internal static class ConvolutionNode
{
    private const int LargestPadding = 65535;

    /// <summary>The geometry of Conv1d or Conv2d on a signal of shape (c, x) or (c, y, x).</summary>
    public static ConvolutionModel Geometry(FlatNode node, int[] shape)
    {
        var parameters = node.Parameters;
        var isFlat = node.Node.Type == NirType.Conv1d;
        var weight = parameters.Array("weight").Shape;
        var rank = isFlat ? 3 : 4;
        if (weight.Length != rank || Array.IndexOf(weight, 0) >= 0)
            throw parameters.Refusal("weight", $"shape {FlatNode.Text(weight)}", $"{rank} dimensions: out, in / groups, kernel");
        var grid = Grid.Of(shape)!.Value;
        var groups = parameters.Integer("groups", 1, 1);
        if (grid.Channels != weight[1] * (long)groups)
            throw node.Refusal("input", $"{grid.Channels} channels", $"{weight[1] * (long)groups} by its weight and groups");
        if (weight[0] % groups != 0)
            throw parameters.Refusal("groups", $"{groups}", $"a divisor of its {weight[0]} output channels");
        var kernel = isFlat ? (Y: 1, X: weight[2]) : (Y: weight[2], X: weight[3]);
        var stride = Pair(parameters, "stride", isFlat, 1, 1);
        var dilation = Pair(parameters, "dilation", isFlat, 1, 1);
        var (top, bottom) = Padding(node, isFlat, false, kernel.Y, stride.Y, dilation.Y);
        var (left, right) = Padding(node, isFlat, true, kernel.X, stride.X, dilation.X);
        return new ConvolutionModel
        {
            InHeight = grid.Height,
            InWidth = grid.Width,
            InChannels = grid.Channels,
            OutHeight = OutLength(node, grid.Height, top + bottom, kernel.Y, stride.Y, dilation.Y),
            OutWidth = OutLength(node, grid.Width, left + right, kernel.X, stride.X, dilation.X),
            OutChannels = weight[0],
            KernelHeight = kernel.Y,
            KernelWidth = kernel.X,
            StrideY = stride.Y,
            StrideX = stride.X,
            PadTop = top,
            PadLeft = left,
            DilationY = dilation.Y,
            DilationX = dilation.X,
            Groups = groups,
        };
    }

    /// <summary>The convolution itself.</summary>
    public static KernelMap Map(FlatNode node, ConvolutionModel geometry, SynapseBudget budget)
    {
        var weights = node.Parameters.Array("weight").Values;
        var taps = geometry.KernelHeight * geometry.KernelWidth;
        var (inPerGroup, outPerGroup) = (geometry.InChannels / geometry.Groups, geometry.OutChannels / geometry.Groups);
        budget.Take(weights.Length);
        var turned = new double[weights.Length];
        for (var k = 0; k < weights.Length; k++)
        {
            var (tap, i, o) = (k % taps, k / taps % inPerGroup, k / taps / inPerGroup);
            var pre = (o / outPerGroup * inPerGroup) + i;
            turned[(((tap * geometry.InChannels) + pre) * outPerGroup) + (o % outPerGroup)] = weights[k];
        }
        return new KernelMap(FlatNode.SizeOf(node.InShape), null, geometry, turned);
    }

    /// <summary>The geometry of a pooling, as a convolution of every channel with itself.</summary>
    public static ConvolutionModel Pooling(FlatNode node, int[] shape)
    {
        var grid = Grid.Of(shape)!.Value;
        var kernel = node.Parameters.Pair("kernel_size", 1, 1);
        var stride = node.Parameters.Has("stride") ? node.Parameters.Pair("stride", 1, 1) : kernel;
        var padding = node.Parameters.Pair("padding", 0, 0);
        return new ConvolutionModel
        {
            InHeight = grid.Height,
            InWidth = grid.Width,
            InChannels = grid.Channels,
            OutHeight = OutLength(node, grid.Height, 2 * padding.Y, kernel.Y, stride.Y, 1),
            OutWidth = OutLength(node, grid.Width, 2 * padding.X, kernel.X, stride.X, 1),
            OutChannels = grid.Channels,
            KernelHeight = kernel.Y,
            KernelWidth = kernel.X,
            StrideY = stride.Y,
            StrideX = stride.X,
            PadTop = padding.Y,
            PadLeft = padding.X,
            Groups = grid.Channels,
        };
    }

    /// <summary>A pooling as a gathering of rows where windows do not overlap, else as a convolution.</summary>
    public static LinearMap PoolingMap(ConvolutionModel g, double factor, SynapseBudget budget)
    {
        var inSize = g.InHeight * g.InWidth * g.InChannels;
        if (g.StrideY < g.KernelHeight || g.StrideX < g.KernelWidth)
        {
            var weights = new double[g.KernelHeight * g.KernelWidth * g.InChannels];
            budget.Take(weights.Length);
            Array.Fill(weights, factor);
            return new KernelMap(inSize, null, g, weights);
        }
        var rows = new int[inSize];
        for (var element = 0; element < inSize; element++)
        {
            var (channel, y, x) = (element / (g.InHeight * g.InWidth), element / g.InWidth % g.InHeight, element % g.InWidth);
            var oy = Window(y + g.PadTop, g.StrideY, g.KernelHeight, g.OutHeight);
            var ox = Window(x + g.PadLeft, g.StrideX, g.KernelWidth, g.OutWidth);
            rows[element] = oy < 0 || ox < 0 ? -1 : (((channel * g.OutHeight) + oy) * g.OutWidth) + ox;
        }
        return new DiagonalMap(inSize, rows, g.OutChannels * g.OutHeight * g.OutWidth, [factor]);
    }

    private static int Window(int position, int stride, int kernel, int count)
        => position % stride < kernel && position / stride < count ? position / stride : -1;

    private static (int Y, int X) Pair(NodeParameters parameters, string name, bool isFlat, int low, int absent)
        => isFlat ? (Math.Max(low, Math.Min(absent, 1)), parameters.Integer(name, low, absent)) : parameters.Pair(name, low, absent);

    private static (int Before, int After) Padding(FlatNode node, bool isFlat, bool isX, int kernel, int stride, int dilation)
    {
        switch (node.Node.PaddingWord)
        {
            case "valid":
                return (0, 0);
            case "same":
                if (stride != 1)
                    throw node.Refusal("padding", $"\"same\" with a stride of {stride}", "a stride of 1");
                var total = (kernel - 1) * dilation;
                return (total / 2, total - (total / 2));
            case "":
                if (isFlat && !isX)
                    return (0, 0);
                var pair = isFlat ? (Y: 0, X: node.Parameters.Integer("padding", 0, 0)) : node.Parameters.Pair("padding", 0, 0);
                return isX ? (pair.X, pair.X) : (pair.Y, pair.Y);
            default:
                throw node.Refusal("padding", $"\"{node.Node.PaddingWord}\"", "numbers, \"same\" or \"valid\"");
        }
    }

    private static int OutLength(FlatNode node, int length, int padding, int kernel, int stride, int dilation)
    {
        var span = length + (long)padding - ((long)dilation * (kernel - 1)) - 1;
        if (span < 0)
            throw node.Refusal("kernel", $"{kernel} wide with dilation {dilation}", $"at most the {length + padding} padded elements of its input");
        if (padding > 2 * LargestPadding)
            throw node.Refusal("padding", $"{padding / 2}", $"at most {LargestPadding}");
        return (int)(span / stride) + 1;
    }
}
