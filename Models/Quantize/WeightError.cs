using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Quantize;

/// <summary>What rounding cost the weights of one projection.</summary>
public sealed record WeightError
{
    private const int HistogramBins = 41;

    /// <summary>Name of the presynaptic population.</summary>
    public required string Pre { get; init; }

    /// <summary>Name of the postsynaptic population.</summary>
    public required string Post { get; init; }

    /// <summary>Delay [ticks].</summary>
    public required int DelayTicks { get; init; }

    /// <summary>Bits of a weight.</summary>
    public required int WeightBits { get; init; }

    /// <summary>Layout of the weights.</summary>
    public required SynapseStorage Storage { get; init; }

    /// <summary>Weights that are not zero before rounding.</summary>
    public required int NonZeroBefore { get; init; }

    /// <summary>Weights that are not zero after rounding.</summary>
    public required int NonZeroAfter { get; init; }

    /// <summary>Weights at the end of their range, more than half a step short of their value.</summary>
    public required int Clipped { get; init; }

    /// <summary>Root mean square of the rounding error [potential].</summary>
    public required double RootMeanSquare { get; init; }

    /// <summary>Largest rounding error [potential].</summary>
    public required double Largest { get; init; }

    /// <summary>Weights' power over that of their errors [dB]; 999 when there is no error.</summary>
    public required double SignalToNoise { get; init; }

    /// <summary>
    /// How the weights other than 0 lie: counts in as many equal steps as there are, from the largest magnitude below 0 to
    /// that above.
    /// </summary>
    public required IReadOnlyList<int> Histogram { get; init; }

    /// <summary>Largest magnitude of a weight before rounding: the ends of <see cref="Histogram"/> [potential].</summary>
    public required double LargestWeight { get; init; }

    /// <summary>Compares a projection with its double-precision original.</summary>
    /// <param name="before">The original model.</param>
    /// <param name="after">The fixed-point model.</param>
    /// <param name="index">Which projection.</param>
    public static WeightError Measure(ReferenceModel before, NetworkModel after, int index)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var original = before.Projections[index];
        var projection = after.Projections[index];
        var postSize = after.Populations[projection.Post].Size;
        var unit = Unit(after, projection);
        double signal = 0, noise = 0, largest = 0;
        var clipped = 0;
        var end = WeightSteps.LargestWeight(projection.WeightBits);
        var places = SynapseLayout.Places(original, projection, (SynapseLayout.Rows(before, original), postSize));
        for (var k = 0; k < original.Weights.Length; k++)
        {
            var step = unit * (projection.Scale.Length == 1 ? projection.Scale[0] : projection.Scale[SynapseLayout.ChannelOf(original, k, postSize)]);
            var weight = original.Weights[k];
            var kept = places[k] < 0 ? 0 : projection.Weights[places[k]];
            var error = Math.Abs(weight - (kept * step));
            signal += weight * weight;
            noise += error * error;
            largest = Math.Max(largest, error);
            // Just over half a step is the arithmetic of this comparison, not clipping.
            if (Math.Abs(kept) == end && error > 0.5001 * step && Math.Abs(weight) > end * step)
                clipped++;
        }
        return new()
        {
            Pre = before.Populations[projection.Pre].Name,
            Post = before.Populations[projection.Post].Name,
            DelayTicks = projection.DelayTicks,
            WeightBits = projection.WeightBits,
            Storage = projection.Storage,
            NonZeroBefore = original.Weights.Count(w => w != 0),
            NonZeroAfter = projection.Weights.Count(w => w != 0),
            Clipped = clipped,
            RootMeanSquare = Math.Sqrt(noise / Math.Max(1, original.Weights.Length)),
            Largest = largest,
            Histogram = Count(original.Weights),
            LargestWeight = original.Weights.Length == 0 ? 0 : original.Weights.Max(Math.Abs),
            SignalToNoise = noise == 0 ? 999 : 10 * Math.Log10(signal / noise),
        };
    }

    private static int[] Count(double[] weights)
    {
        var counts = new int[HistogramBins];
        var largest = weights.Length == 0 ? 0 : weights.Max(Math.Abs);
        foreach (var weight in weights)
        {
            if (weight != 0)
                counts[Math.Min(HistogramBins - 1, (int)(((weight / largest) + 1) / 2 * HistogramBins))]++;
        }
        return counts;
    }

    // What one weight unit of scale 1 adds, in the unit of the original.
    private static double Unit(NetworkModel model, ProjectionModel projection)
    {
        var unit = Math.ScaleB(1, -model.Populations[projection.Post].FractionBits);
        return projection.Graded ? unit * Math.ScaleB(1, model.Populations[projection.Pre].FractionBits - projection.GradedShift) : unit;
    }
}
