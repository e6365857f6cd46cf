using EdgeSnn.Models.Import.Lowering;
using EdgeSnn.Models.Reference;

namespace EdgeSnn.Models.Import.Export;

/// <summary>The windows of a sum pooling, told from the table of rows that it became.</summary>
/// <param name="Height">Rows of a window, and from one to the next.</param>
/// <param name="Width">Columns of a window, and from one to the next.</param>
/// <param name="Pooled">The grid of windows.</param>
/// <param name="IsChannelsLast">True when the rows of synapses count windows channels last, false for channels first.</param>
internal sealed record PoolingWindows(int Height, int Width, Grid Pooled, bool IsChannelsLast)
{
    /// <summary>The windows that give a projection's table; null when none do.</summary>
    public static PoolingWindows? Of(ReferenceProjection projection, int[] shape)
    {
        if (shape is not [var height, var width, var channels])
            return null;
        for (var windowHeight = 1; windowHeight <= height; windowHeight++)
        {
            for (var windowWidth = 1; windowWidth <= width; windowWidth++)
            {
                var pooled = new Grid(height / windowHeight, width / windowWidth, channels);
                if (pooled.Height * pooled.Width * channels != projection.Rows)
                    continue;
                foreach (var isChannelsLast in (bool[])[true, false])
                {
                    var windows = new PoolingWindows(windowHeight, windowWidth, pooled, isChannelsLast);
                    if (windows.Give(projection.PreRows, width))
                        return windows;
                }
            }
        }
        return null;
    }

    /// <summary>The row of synapses that a window and channel take.</summary>
    public int Row(int y, int x, int channel) => IsChannelsLast
        ? (((y * Pooled.Width) + x) * Pooled.Channels) + channel
        : (((channel * Pooled.Height) + y) * Pooled.Width) + x;

    private bool Give(int[] rows, int width)
    {
        for (var neuron = 0; neuron < rows.Length; neuron++)
        {
            var (pixel, channel) = Math.DivRem(neuron, Pooled.Channels);
            var (y, x) = (pixel / width / Height, pixel % width / Width);
            var expected = y < Pooled.Height && x < Pooled.Width ? Row(y, x, channel) : -1;
            if (rows[neuron] != expected)
                return false;
        }
        return true;
    }
}
