using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Neurons;

namespace EdgeSnn.Runtime;

/// <summary>The rules of <see cref="NetworkModelValidation"/> for one population.</summary>
internal static class PopulationRules
{
    private const int MaxFractionBits = 24;
    private const int MaxRefractoryTicks = 65535;

    public static void Check(string field, PopulationModel population)
    {
        NetworkModelValidation.CheckName($"{field}.name", population.Name);
        NetworkModelValidation.RequireRange($"{field}.size", population.Size, 1, NetworkModelValidation.MaxPopulationSize);
        NetworkModelValidation.RequireRange($"{field}.kind", (int)population.Kind, 0, Catalog.NeuronModels.Count - 1);
        NetworkModelValidation.RequireRange($"{field}.fractionBits", population.FractionBits, 0, MaxFractionBits);
        NetworkModelValidation.RequireRange($"{field}.refractoryTicks", population.RefractoryTicks, 0, MaxRefractoryTicks);
        NetworkModelValidation.RequireRange($"{field}.reset", (int)population.Reset, 0, (int)ResetMode.BySubtraction);
        CheckParameters(field, population, Catalog.NeuronModel(population.Kind).Traits);
    }

    private static void CheckParameters(string field, PopulationModel population, NeuronTraits traits)
    {
        var adapts = traits.HasFlag(NeuronTraits.Adapts);
        CheckDecay($"{field}.membraneDecay", population.MembraneDecay, population, traits.HasFlag(NeuronTraits.Leak));
        CheckDecay($"{field}.synapticDecay", population.SynapticDecay, population, traits.HasFlag(NeuronTraits.Current));
        CheckDecay($"{field}.adaptationDecay", population.AdaptationDecay, population, adapts);
        CheckPotential($"{field}.adaptationStep", population.AdaptationStep, population, adapts, 0);
        var subtracts = population.Reset == ResetMode.BySubtraction;
        CheckPotential(
            $"{field}.threshold", population.Threshold, population, traits.HasFlag(NeuronTraits.Fires),
            subtracts ? 1 : int.MinValue);
        NetworkModelValidation.RequireNotNull($"{field}.bias", population.Bias);
        if (population.Bias.Length == 0) return;
        CheckPotential($"{field}.bias", population.Bias, population, population.Kind != NeuronKind.Input, int.MinValue);
    }

    private static void CheckDecay(string field, Decay[] values, PopulationModel population, bool needed)
    {
        NetworkModelValidation.RequireNotNull(field, values);
        CheckLength(field, values.Length, population, needed);
        for (var index = 0; index < values.Length; index++)
            NetworkModelValidation.RequireRange(field, index, values[index].Raw, 0, Decay.One);
    }

    private static void CheckPotential(string field, Potential[] values, PopulationModel population, bool needed, int low)
    {
        NetworkModelValidation.RequireNotNull(field, values);
        CheckLength(field, values.Length, population, needed);
        for (var index = 0; index < values.Length; index++)
            NetworkModelValidation.RequireRange(field, index, values[index].Raw, low, int.MaxValue);
    }

    private static void CheckLength(string field, int length, PopulationModel population, bool needed)
    {
        if (needed)
            NetworkModelValidation.Require(
                length == 1 || length == population.Size, $"{field}.length", length, $"1 or {population.Size}");
        else
            NetworkModelValidation.Require(length == 0, $"{field}.length", length, $"0: {population.Kind} has none");
    }
}
