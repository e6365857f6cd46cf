using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Export;

/// <summary>
/// Writes neurons as NIR's differential equations (Pedersen et al. 2024, table 1), so that an Euler step of dt gives them back:
/// tau = dt / (1 - a), and gains that cancel the step, r = tau / dt and w_in = tau_syn / dt, as snnTorch writes them.
/// </summary>
internal sealed class PopulationNodes(double dt, ExportLosses losses)
{
    /// <summary>The nodes of a population: one, or an integrator and a comparator.</summary>
    public IEnumerable<NirNode> Of(ExportedPopulation population)
    {
        var source = population.Source;
        CheckLosses(source);
        switch (source.Kind)
        {
            case NeuronKind.Input:
                return [Node(population.Exit, NirType.Input, ("shape", NirArray.Vector(Array.ConvertAll(population.Shape, n => (double)n))))];
            case NeuronKind.Lif or NeuronKind.ShiftLif when IsComparator(source):
                return [Node(population.Exit, NirType.Threshold, ("threshold", Values(population, source.Threshold)))];
            case NeuronKind.IntegrateAndFire when source.Reset == ResetMode.None:
                return
                [
                    Node(population.Entry, NirType.I, ("r", Values(population, [1]))),
                    Node(population.Exit, NirType.Threshold, ("threshold", Values(population, source.Threshold))),
                ];
            case NeuronKind.IntegrateAndFire:
                return [Node(population.Exit, NirType.IF, [("r", Values(population, [1])), .. Firing(population)])];
            case NeuronKind.LeakyIntegrator when Array.TrueForAll(source.MembraneDecay, a => a == 1):
                return [Node(population.Exit, NirType.I, ("r", Values(population, [1])))];
            default:
                return [Leaky(population)];
        }
    }

    /// <summary>True when a population's constant input has to come as a bias of a connection: its node has no leak to hold it.</summary>
    public static bool TakesBiasFromConnection(ReferencePopulation population) =>
        population.Bias.Length > 0 && (population.Kind == NeuronKind.IntegrateAndFire || IsComparator(population)
            || (population.Kind == NeuronKind.LeakyIntegrator && Array.TrueForAll(population.MembraneDecay, a => a == 1)));

    /// <summary>True when a population becomes an integrator and a comparator.</summary>
    public static bool HasTwoNodes(ReferencePopulation population) =>
        population.Kind == NeuronKind.IntegrateAndFire && population.Reset == ResetMode.None;

    private static bool IsComparator(ReferencePopulation source) =>
        source.Kind is NeuronKind.Lif && source.Reset == ResetMode.None && Array.TrueForAll(source.MembraneDecay, a => a == 0);

    private NirNode Leaky(ExportedPopulation population)
    {
        var source = population.Source;
        var membrane = TimeConstants(population, source.MembraneDecay, "membrane");
        var fires = source.Threshold.Length > 0;
        var leak = source.Bias.Length == 0 ? [0] : source.Bias.Select((b, j) => b / (1 - At(source.MembraneDecay, j))).ToArray();
        if (source.Bias.Length == 1 && source.MembraneDecay.Length > 1)
            leak = Array.ConvertAll(source.MembraneDecay, a => source.Bias[0] / (1 - a));
        List<(string, NirArray)> parameters = [("r", Values(population, Array.ConvertAll(membrane, tau => tau / dt))), ("v_leak", Values(population, leak))];
        if (source.SynapticDecay.Length > 0)
        {
            var synapse = TimeConstants(population, source.SynapticDecay, "synaptic current");
            parameters.Add(("tau_mem", Values(population, membrane)));
            parameters.Add(("tau_syn", Values(population, synapse)));
            parameters.Add(("w_in", Values(population, Array.ConvertAll(synapse, tau => tau / dt))));
        }
        else
        {
            parameters.Add(("tau", Values(population, membrane)));
        }
        if (fires)
            parameters.AddRange(Firing(population));
        var type = (source.SynapticDecay.Length > 0, fires) switch
        {
            (true, true) => NirType.CubaLIF,
            (true, false) => NirType.CubaLI,
            (false, true) => NirType.LIF,
            _ => NirType.LI,
        };
        return Node(population.Exit, type, [.. parameters]);
    }

    private static IEnumerable<(string, NirArray)> Firing(ExportedPopulation population)
    {
        var source = population.Source;
        yield return ("v_threshold", Values(population, source.Threshold));
        yield return ("v_reset", Values(population, source.ResetPotential.Length == 0 ? [0] : source.ResetPotential));
    }

    private double[] TimeConstants(ExportedPopulation population, double[] decays, string what)
    {
        if (Array.Exists(decays, a => a >= 1))
        {
            throw ExportLosses.Refusal(
                $"population \"{population.Source.Name}\"", $"a {what} that does not leak", "a decay below 1: NIR has time constants");
        }
        return Array.ConvertAll(decays, a => dt / (1 - a));
    }

    private void CheckLosses(ReferencePopulation source)
    {
        var where = $"population \"{source.Name}\"";
        if (source.Kind == NeuronKind.AdaptiveLif)
            losses.Lose(where, "the adaptive threshold", "a threshold that stays");
        if (source.RefractoryTicks > 0)
            losses.Lose(where, $"the refractory time of {source.RefractoryTicks} ticks", "none");
        if (Array.Exists(source.InitialPotential, v => v != 0))
            losses.Lose(where, "the potential before the first tick", "0");
        if (source.Kind is NeuronKind.ShiftLif or NeuronKind.ShiftLeakyIntegrator)
            losses.Note($"{where}: leaks by a shift, which comes back as an ordinary leak");
        if (source.Reset == ResetMode.None && source.Threshold.Length > 0 && !HasTwoNodes(source) && !IsComparator(source))
            losses.Lose(where, "firing without a reset", "a reset");
    }

    private static NirNode Node(string name, NirType type, params (string Name, NirArray Value)[] parameters) => new()
    {
        Name = name, Type = type, Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value),
    };

    /// <summary>Values in the file's order and shape; one value is repeated, for other readers do not broadcast.</summary>
    private static NirArray Values(ExportedPopulation population, double[] values)
    {
        var ordered = new double[population.Source.Size];
        for (var element = 0; element < ordered.Length; element++)
            ordered[element] = At(values, population.Placement.NeuronOf(element));
        return new NirArray(population.Shape, ordered);
    }

    private static double At(double[] values, int neuron) => values[values.Length == 1 ? 0 : neuron];
}
