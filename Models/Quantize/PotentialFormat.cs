using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Quantize;

/// <summary>
/// Chooses the fractional bits F of a population: as many as are useful, while nothing that can happen in one tick
/// overflows, and potentials of many ticks keep clear of saturation as far as bounds or calibration tell.
/// </summary>
internal static class PotentialFormat
{
    // More fractional bits than this change no spike: the leak's own 15 bits dominate the error.
    private const int UsefulBits = 20;

    // A scale of at least 2^5 potential units loses under 2 % of a weight step to its own rounding up.
    private const double SmallestScale = 32;

    // Potentials stay below 2^30, one bit short of saturation.
    private const int RangeBits = 30;

    // Peaks of calibration may be exceeded this often over by other input.
    private const double Headroom = 8;

    // A leak of exactly 1 has no bound; a thousand ticks of worst input is as far as the bound looks.
    private const double LongestMemory = 1024;

    /// <summary>Fractional bits for population <paramref name="index"/>.</summary>
    /// <param name="model">The blueprint.</param>
    /// <param name="index">Which population.</param>
    /// <param name="smallestStep">The smallest step between two weights into it [potential], or 0 when it has no weights.</param>
    /// <param name="peak">The largest potential in calibration [potential], or 0 without calibration.</param>
    public static int Choose(ReferenceModel model, int index, double smallestStep, double peak)
    {
        var population = model.Populations[index];
        var input = LargestInput(model, index);
        var oneTick = Math.Max(input + Largest(population.Bias), Math.Max(Largest(population.Threshold), Largest(population.ResetPotential)));
        var steady = peak > 0 ? Headroom * peak : SteadyBound(population, input);
        var hard = BitsBelowRange(Math.Max(oneTick, Largest(population.AdaptationStep)));
        var soft = BitsBelowRange(steady);
        var fine = smallestStep > 0 ? (int)Math.Ceiling(Math.Log2(SmallestScale / smallestStep)) : 0;
        var wanted = Math.Max(UsefulBits, fine);
        // Worst-case bounds over many ticks are pessimistic: they give way before the weights become coarse.
        return Math.Clamp(Math.Min(hard, Math.Max(Math.Min(wanted, soft), fine)), 0, 24);
    }

    /// <summary>The largest magnitude of an array, 0 when empty.</summary>
    public static double Largest(double[] values) => values.Length == 0 ? 0 : values.Max(Math.Abs);

    private static int BitsBelowRange(double magnitude) =>
        magnitude <= 0 ? RangeBits : (int)Math.Floor(RangeBits - Math.Log2(magnitude));

    // Every pre neuron of every projection spikes at once.
    private static double LargestInput(ReferenceModel model, int index)
    {
        var sums = new double[model.Populations[index].Size];
        foreach (var projection in model.Projections)
        {
            if (projection.Post != index)
                continue;
            for (var k = 0; k < projection.Weights.Length; k++)
                sums[SynapseLayout.PostOf(projection, k, sums.Length)] += Math.Abs(projection.Weights[k]);
        }
        return sums.Max();
    }

    private static double SteadyBound(ReferencePopulation population, double input)
    {
        var current = input * Memory(population.SynapticDecay);
        var leak = population.Kind == NeuronKind.IntegrateAndFire ? LongestMemory : Memory(population.MembraneDecay);
        return (current + Largest(population.Bias)) * leak;
    }

    // The sum of a geometric series: how often one unit per tick is still there.
    private static double Memory(double[] decays)
    {
        var slowest = decays.Length == 0 ? 0 : decays.Max();
        return Math.Min(LongestMemory, 1 / Math.Max(1 - slowest, 1 / LongestMemory));
    }
}
