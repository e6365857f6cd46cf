namespace EdgeSnn.Runtime;

/// <summary>
/// Geometry of a two-dimensional convolution (one-dimensional with a height of 1) from one grid to another, both channels
/// last. As in the deep-learning frameworks it is a cross-correlation: post (oy, ox, o) receives pre (y, x, c) times
/// weight (ky, kx, c, o) where y = oy * StrideY - PadTop + ky * DilationY, and x likewise. What lies outside the grid is 0.
/// </summary>
/// <remarks>
/// Weights of the projection are row-major [KernelHeight][KernelWidth][InChannels][OutChannels / Groups]: pre channel c
/// belongs to group c / (InChannels / Groups), and its o-th weight goes to post channel group * (OutChannels / Groups) + o.
/// Scales: one, or one per post channel.
/// </remarks>
public sealed record ConvolutionModel
{
    /// <summary>Height of the pre grid [neurons].</summary>
    public required int InHeight { get; init; }

    /// <summary>Width of the pre grid [neurons].</summary>
    public required int InWidth { get; init; }

    /// <summary>Channels of the pre grid, a multiple of <see cref="Groups"/>.</summary>
    public required int InChannels { get; init; }

    /// <summary>Height of the post grid [neurons].</summary>
    public required int OutHeight { get; init; }

    /// <summary>Width of the post grid [neurons].</summary>
    public required int OutWidth { get; init; }

    /// <summary>Channels of the post grid, a multiple of <see cref="Groups"/>.</summary>
    public required int OutChannels { get; init; }

    /// <summary>Height of the kernel, 1 .. 255 [neurons].</summary>
    public required int KernelHeight { get; init; }

    /// <summary>Width of the kernel, 1 .. 255 [neurons].</summary>
    public required int KernelWidth { get; init; }

    /// <summary>Rows of the pre grid from one post row to the next, 1 .. 255.</summary>
    public int StrideY { get; init; } = 1;

    /// <summary>Columns of the pre grid from one post column to the next, 1 .. 255.</summary>
    public int StrideX { get; init; } = 1;

    /// <summary>Rows of zeros above the pre grid, 0 .. 65535; those below follow from the post height.</summary>
    public int PadTop { get; init; }

    /// <summary>Columns of zeros left of the pre grid, 0 .. 65535; those on the right follow from the post width.</summary>
    public int PadLeft { get; init; }

    /// <summary>Rows of the pre grid from one kernel row to the next, 1 .. 255.</summary>
    public int DilationY { get; init; } = 1;

    /// <summary>Columns of the pre grid from one kernel column to the next, 1 .. 255.</summary>
    public int DilationX { get; init; } = 1;

    /// <summary>Groups of channels that see only each other; 1 is a full convolution, InChannels a depthwise one.</summary>
    public int Groups { get; init; } = 1;
}
