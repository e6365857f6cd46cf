using EdgeSnn.Runtime;

namespace EdgeSnn.Training;

/// <summary>Geometry of the networks that see: kernels that move by two cells, without padding.</summary>
public static class Grids
{
    public static ConvolutionModel Strided((int Height, int Width, int Channels) pre, int kernel, int channels) => new()
    {
        InHeight = pre.Height,
        InWidth = pre.Width,
        InChannels = pre.Channels,
        OutHeight = (pre.Height - kernel) / 2 + 1,
        OutWidth = (pre.Width - kernel) / 2 + 1,
        OutChannels = channels,
        KernelHeight = kernel,
        KernelWidth = kernel,
        StrideY = 2,
        StrideX = 2,
    };

    /// <summary>Two such layers and a readout of all neurons of the second.</summary>
    public static NetworkShape Shape(ConvolutionModel first, ConvolutionModel second, int classes, int[] delays1, int[] delays2) => new(
        first.InHeight * first.InWidth * first.InChannels,
        first.OutHeight * first.OutWidth * first.OutChannels,
        second.OutHeight * second.OutWidth * second.OutChannels,
        classes, delays1, delays2, [0])
    {
        Grid1 = first,
        Grid2 = second,
    };
}
