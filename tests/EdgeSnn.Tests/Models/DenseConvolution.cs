using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Models;

/// <summary>A convolution written out as a full matrix, straight from the definition in <see cref="ConvolutionModel"/>.</summary>
internal static class DenseConvolution
{
    public static ConvolutionModel RandomShape(Random random)
    {
        var groups = random.Next(1, 3);
        return new()
        {
            InHeight = random.Next(1, 7),
            InWidth = random.Next(1, 7),
            InChannels = groups * random.Next(1, 3),
            OutHeight = random.Next(1, 7),
            OutWidth = random.Next(1, 7),
            OutChannels = groups * random.Next(1, 4),
            KernelHeight = random.Next(1, 5),
            KernelWidth = random.Next(1, 5),
            StrideY = random.Next(1, 4),
            StrideX = random.Next(1, 4),
            PadTop = random.Next(0, 4),
            PadLeft = random.Next(0, 4),
            DilationY = random.Next(1, 3),
            DilationX = random.Next(1, 3),
            Groups = groups,
        };
    }

    public static int InSize(ConvolutionModel shape) => shape.InHeight * shape.InWidth * shape.InChannels;

    public static int OutSize(ConvolutionModel shape) => shape.OutHeight * shape.OutWidth * shape.OutChannels;

    public static int WeightCount(ConvolutionModel shape) =>
        shape.KernelHeight * shape.KernelWidth * shape.InChannels * shape.OutChannels / shape.Groups;

    /// <summary>Row-major [pre][post].</summary>
    public static double[] Expand(ConvolutionModel shape, double[] weights)
    {
        var dense = new double[InSize(shape) * OutSize(shape)];
        for (var post = 0; post < OutSize(shape); post++)
        {
            for (var tap = 0; tap < shape.KernelHeight * shape.KernelWidth; tap++)
                AddTap(shape, weights, dense, (post, tap / shape.KernelWidth, tap % shape.KernelWidth));
        }
        return dense;
    }

    private static void AddTap(ConvolutionModel shape, double[] weights, double[] dense, (int Post, int Ky, int Kx) at)
    {
        var (inGroup, outGroup) = (shape.InChannels / shape.Groups, shape.OutChannels / shape.Groups);
        var o = at.Post % shape.OutChannels;
        var y = (at.Post / shape.OutChannels / shape.OutWidth * shape.StrideY) - shape.PadTop + (at.Ky * shape.DilationY);
        var x = (at.Post / shape.OutChannels % shape.OutWidth * shape.StrideX) - shape.PadLeft + (at.Kx * shape.DilationX);
        if (y < 0 || y >= shape.InHeight || x < 0 || x >= shape.InWidth)
            return;
        for (var c = o / outGroup * inGroup; c < ((o / outGroup) + 1) * inGroup; c++)
        {
            var pre = (((y * shape.InWidth) + x) * shape.InChannels) + c;
            var weight = (((((at.Ky * shape.KernelWidth) + at.Kx) * shape.InChannels) + c) * outGroup) + (o % outGroup);
            dense[(pre * OutSize(shape)) + at.Post] += weights[weight];
        }
    }
}
