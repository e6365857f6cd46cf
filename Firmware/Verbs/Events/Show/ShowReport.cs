using EdgeSnn.Firmware.Pictures;

namespace EdgeSnn.Firmware.Verbs.Events.Show;

/// <summary>What <c>edgesnn show --json</c> prints.</summary>
public sealed record ShowReport
{
    /// <summary>The recording.</summary>
    public required string File { get; init; }

    /// <summary>Its format, as in the catalog; empty for a live source.</summary>
    public required string Format { get; init; }

    /// <summary>Columns of the sensor, behind filters; 0 when unknown [pixels].</summary>
    public int Width { get; init; }

    /// <summary>Rows of the sensor, behind filters; 0 when unknown [pixels].</summary>
    public int Height { get; init; }

    /// <summary>Events shown.</summary>
    public long Count { get; init; }

    /// <summary>ON events among them.</summary>
    public long On { get; init; }

    /// <summary>Time of the first event [microseconds].</summary>
    public long Start { get; init; }

    /// <summary>From the first event to the last [seconds].</summary>
    public double Seconds { get; init; }

    /// <summary>Highest rate of a bin; the last bin ends with the last event [events per second].</summary>
    public double PeakPerSecond { get; init; }

    /// <summary>Width of a bin [seconds].</summary>
    public double BinSeconds { get; init; }

    /// <summary>The rate over time.</summary>
    public required IReadOnlyList<RatePoint> Rate { get; init; }

    /// <summary>The report on a recording.</summary>
    internal static ShowReport Of(ShowOptions options, EventScan scan) => new()
    {
        File = options.Subject,
        Format = scan.Format,
        Width = scan.Geometry.Width,
        Height = scan.Geometry.Height,
        Count = scan.Count,
        On = scan.Curve.Bins.Sum(bin => bin.On),
        Start = scan.Curve.Start,
        Seconds = (scan.Curve.End - scan.Curve.Start) / 1e6,
        PeakPerSecond = Math.Round(scan.Curve.Rates(RateCurve.MostBins).DefaultIfEmpty().Max(), 3),
        BinSeconds = scan.Curve.BinMicroseconds / 1e6,
        Rate = [.. scan.Curve.Bins.Select((bin, index) => new RatePoint(index * scan.Curve.BinMicroseconds / 1e6, bin.On, bin.Off))],
    };
}
