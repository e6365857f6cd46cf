using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Quantize;

/// <summary>How large the potentials of a population can get, from its weights and its dynamics alone.</summary>
/// <param name="OneTick">Largest magnitude of anything that one tick adds or compares with [potential].</param>
/// <param name="Steady">Largest magnitude under worst input for a long time [potential].</param>
/// <param name="Unbounded">True when nothing bounds it: worst input for ever passes every format.</param>
internal readonly record struct PotentialBounds(double OneTick, double Steady, bool Unbounded)
{
    // Without a leak there is no bound; a thousand ticks of worst input is as far as the bound looks.
    private const double LongestMemory = 1024;

    // That every neuron spikes at once is the worst case already. That each also does so as often as it may would cost bits
    // that networks need every day; such a tick saturates, and is counted.
    private const int SpikesLookedAt = 4;

    /// <summary>The bounds of every population, in the model's order.</summary>
    public static PotentialBounds[] Of(ReferenceModel model)
    {
        var bounds = new PotentialBounds[model.Populations.Length];
        var steady = new double[bounds.Length];
        for (var p = 1; p < bounds.Length; p++)
        {
            var population = model.Populations[p];
            var (up, down) = InputBounds.OneTick(model, model.Projections.Where(q => q.Post == p), population.Size, steady, SpikesLookedAt);
            for (var j = 0; j < up.Length; j++)
                bounds[p] = Widest(bounds[p], Neuron(population, j, (up[j], down[j])));
            var (threshold, step) = (Largest(population.Threshold), Largest(population.AdaptationStep));
            var fixedValues = Math.Max(Largest(population.ResetPotential), Math.Max(Largest(population.InitialPotential), Largest(population.Floor)));
            var least = Math.Max(Math.Max(threshold, step), fixedValues);
            bounds[p] = Widest(bounds[p], new(least, least, false));
            steady[p] = bounds[p].Steady;
        }
        return bounds;
    }

    /// <summary>The largest magnitude of an array, 0 when empty.</summary>
    public static double Largest(double[] values) => values.Length == 0 ? 0 : values.Max(Math.Abs);

    private static PotentialBounds Widest(PotentialBounds a, PotentialBounds b) =>
        new(Math.Max(a.OneTick, b.OneTick), Math.Max(a.Steady, b.Steady), a.Unbounded || b.Unbounded);

    private static PotentialBounds Neuron(ReferencePopulation population, int j, (double Up, double Down) input)
    {
        var current = population.SynapticDecay.Length == 0 ? 0 : At(population.SynapticDecay, j);
        var leak = population.Kind == NeuronKind.IntegrateAndFire ? 1 : At(population.MembraneDecay, j);
        var bias = population.Bias.Length == 0 ? 0 : At(population.Bias, j);
        var up = (input.Up * Memory(current)) + Math.Max(bias, 0);
        var down = (input.Down * Memory(current)) + Math.Max(-bias, 0);
        var high = HeldDown(population, j, up) ? At(population.Threshold, j) + up : up * Memory(leak);
        var low = population.Floor.Length > 0 ? Math.Min(down * Memory(leak), Math.Abs(At(population.Floor, j))) : down * Memory(leak);
        var endless = (current >= 1 && input.Up + input.Down > 0)
            || (leak >= 1 && ((up > 0 && !HeldDown(population, j, up)) || (down > 0 && population.Floor.Length == 0)));
        return new(Math.Max(input.Up, input.Down) + Math.Abs(bias), Math.Max(high, low), endless);
    }

    // Firing keeps a potential below its threshold when it takes off at least what one tick can add.
    private static bool HeldDown(ReferencePopulation population, int j, double up)
    {
        if (population.Threshold.Length == 0 || population.Kind == NeuronKind.AdaptiveLif)
            return false;
        return population.Reset switch
        {
            ResetMode.ToValue => population.ResetPotential.Length == 0 || At(population.ResetPotential, j) <= At(population.Threshold, j),
            ResetMode.None => false,
            _ => population.RefractoryTicks == 0 && up <= population.MaxSpikesPerTick * At(population.Threshold, j),
        };
    }

    // The sum of a geometric series: how often one unit per tick is still there.
    private static double Memory(double decay) => Math.Min(LongestMemory, 1 / Math.Max(1 - decay, 1 / LongestMemory));

    private static double At(double[] values, int j) => values[values.Length == 1 ? 0 : j];
}
