namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>Where a filter keeps something for every pixel, with a frame of one pixel around the sensor.</summary>
internal readonly struct PixelMap
{
    // 16 million pixels: no event sensor is near it, and no filter needs more than 128 MB.
    private const long MostPixels = 1 << 24;

    /// <summary>Lays out a map.</summary>
    /// <exception cref="ArgumentException">The size is unknown or too large.</exception>
    public PixelMap(EventGeometry geometry)
    {
        if (geometry.Width < 1 || geometry.Height < 1)
            throw new ArgumentException("the size of the sensor, which the recording does not state; a region of interest (roi) in front states one");
        if ((long)geometry.Width * geometry.Height > MostPixels)
            throw new ArgumentException($"at most {MostPixels} pixels");
        Width = (uint)geometry.Width;
        Height = (uint)geometry.Height;
        Stride = geometry.Width + 2;
        Length = Stride * (geometry.Height + 2);
    }

    /// <summary>Columns of the sensor [pixels].</summary>
    public uint Width { get; }

    /// <summary>Rows of the sensor [pixels].</summary>
    public uint Height { get; }

    /// <summary>From a pixel to the one below it.</summary>
    public int Stride { get; }

    /// <summary>Pixels of the map, frame included.</summary>
    public int Length { get; }

    /// <summary>True for a pixel of the sensor; its place is <see cref="IndexOf"/>.</summary>
    public bool Contains(in DvsEvent one) => one.X < Width && one.Y < Height;

    /// <summary>Place of a pixel of the sensor.</summary>
    public int IndexOf(in DvsEvent one) => ((one.Y + 1) * Stride) + one.X + 1;
}
