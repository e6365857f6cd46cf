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
        var original = before.Projections[index];
        var projection = after.Projections[index];
        var postSize = after.Populations[projection.Post].Size;
        var unit = Math.ScaleB(1, -after.Populations[projection.Post].FractionBits);
        double signal = 0, noise = 0, largest = 0;
        var clipped = 0;
        var rounded = RoundedByPair(projection, postSize);
        for (var k = 0; k < original.Weights.Length; k++)
        {
            var post = SynapseLayout.PostOf(original, k, postSize);
            var step = projection.Scale[projection.Scale.Length == 1 ? 0 : post] * unit;
            var weight = original.Weights[k];
            var kept = rounded.GetValueOrDefault((SynapseLayout.PreOf(original, k, postSize), post));
            var error = Math.Abs(weight - (kept * step));
            signal += weight * weight;
            noise += error * error;
            largest = Math.Max(largest, error);
            // Just over half a step is the arithmetic of this comparison, not clipping.
            if (kept != 0 && error > 0.5001 * step)
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
            NonZeroAfter = rounded.Count,
            Clipped = clipped,
            RootMeanSquare = Math.Sqrt(noise / Math.Max(1, original.Weights.Length)),
            Largest = largest,
            SignalToNoise = noise == 0 ? 999 : 10 * Math.Log10(signal / noise),
        };
    }

    // By neuron pair: quantization may have changed the layout.
    private static Dictionary<(int Pre, int Post), short> RoundedByPair(ProjectionModel projection, int postSize)
    {
        var pairs = new Dictionary<(int Pre, int Post), short>();
        var pre = 0;
        for (var k = 0; k < projection.Weights.Length; k++)
        {
            while (projection.Storage == SynapseStorage.Sparse && projection.FanOutStarts[pre + 1] <= k)
                pre++;
            if (projection.Weights[k] == 0)
                continue;
            var pair = projection.Storage == SynapseStorage.Dense ? (k / postSize, k % postSize) : (pre, projection.PostNeurons[k]);
            pairs[pair] = projection.Weights[k];
        }
        return pairs;
    }
}
