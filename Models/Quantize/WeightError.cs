using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Quantize;

/// <summary>What rounding cost the weights of one projection.</summary>
public sealed record WeightError
{
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

    /// <summary>Compares a projection with its double-precision original.</summary>
    /// <param name="before">The original model.</param>
    /// <param name="after">The fixed-point model.</param>
    /// <param name="index">Which projection.</param>
    public static WeightError Measure(ReferenceModel before, NetworkModel after, int index)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var original = Weights(before, index);
        var rounded = Weights(ReferenceModel.From(after), index);
        var projection = after.Projections[index];
        var unit = Math.ScaleB(1, -after.Populations[projection.Post].FractionBits);
        double signal = 0, noise = 0, largest = 0;
        var clipped = 0;
        for (var k = 0; k < original.Length; k++)
        {
            var error = Math.Abs(original[k] - rounded[k]);
            var postSize = after.Populations[projection.Post].Size;
            var step = projection.Scale[projection.Scale.Length == 1 ? 0 : k % postSize] * unit;
            signal += original[k] * original[k];
            noise += error * error;
            largest = Math.Max(largest, error);
            if (rounded[k] != 0 && error > 0.5001 * step)
                clipped++;
        }
        return new()
        {
            Pre = before.Populations[projection.Pre].Name,
            Post = before.Populations[projection.Post].Name,
            DelayTicks = projection.DelayTicks,
            WeightBits = projection.WeightBits,
            Storage = projection.Storage,
            NonZeroBefore = original.Count(w => w != 0),
            NonZeroAfter = rounded.Count(w => w != 0),
            Clipped = clipped,
            RootMeanSquare = Math.Sqrt(noise / Math.Max(1, original.Length)),
            Largest = largest,
            SignalToNoise = noise == 0 ? 999 : 10 * Math.Log10(signal / noise),
        };
    }

    // Both sides as dense rows: quantization may have changed the layout.
    private static double[] Weights(ReferenceModel model, int index)
    {
        var projection = model.Projections[index];
        if (projection.Storage == SynapseStorage.Dense)
            return projection.Weights;
        var postSize = model.Populations[projection.Post].Size;
        var dense = new double[model.Populations[projection.Pre].Size * postSize];
        for (var pre = 0; pre + 1 < projection.FanOutStarts.Length; pre++)
        {
            for (var k = projection.FanOutStarts[pre]; k < projection.FanOutStarts[pre + 1]; k++)
                dense[(pre * postSize) + projection.PostNeurons[k]] = projection.Weights[k];
        }
        return dense;
    }
}
