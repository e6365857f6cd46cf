using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Neurons;

namespace EdgeSnn.Runtime;

/// <summary>The rules of <see cref="NetworkModelValidation"/> for one population.</summary>
internal static class PopulationRules
{
    private const int MaxFractionBits = 24;
    private const int MaxRefractoryTicks = 65535;
    private const int MaxSpikesPerTick = 255;

    public static void Check(string field, PopulationModel population)
    {
        NetworkModelValidation.CheckName($"{field}.name", population.Name);
        NetworkModelValidation.RequireRange($"{field}.size", population.Size, 1, NetworkModelValidation.MaxPopulationSize);
        NetworkModelValidation.RequireRange($"{field}.kind", (int)population.Kind, 0, Catalog.NeuronModels.Count - 1);
        NetworkModelValidation.RequireRange($"{field}.fractionBits", population.FractionBits, 0, MaxFractionBits);
        NetworkModelValidation.RequireRange($"{field}.refractoryTicks", population.RefractoryTicks, 0, MaxRefractoryTicks);
        NetworkModelValidation.RequireRange($"{field}.reset", (int)population.Reset, 0, (int)ResetMode.ByLateSubtraction);
        CheckShape(field, population);
        var traits = Catalog.NeuronModel(population.Kind).Traits;
        CheckParameters(field, population, traits);
        CheckPotentials(field, population, traits);
        CheckSpikes(field, population, traits);
    }

    private static void CheckShape(string field, PopulationModel population)
    {
        NetworkModelValidation.RequireNotNull($"{field}.shape", population.Shape);
        if (population.Shape.Length == 0) return;
        NetworkModelValidation.RequireRange($"{field}.shape.length", population.Shape.Length, 3, 3);
        var product = 1L;
        for (var axis = 0; axis < 3; axis++)
        {
            NetworkModelValidation.RequireRange($"{field}.shape", axis, population.Shape[axis], 1, population.Size);
            product *= population.Shape[axis];
        }

        NetworkModelValidation.Require(product == population.Size, $"{field}.shape", product, $"a product of {population.Size}");
    }

    private static void CheckPotentials(string field, PopulationModel population, NeuronTraits traits)
    {
        var isNeuron = population.Kind != NeuronKind.Input;
        CheckOptional($"{field}.resetPotential", population.ResetPotential, population,
            population.Reset == ResetMode.ToValue && traits.HasFlag(NeuronTraits.Fires));
        CheckOptional($"{field}.initialPotential", population.InitialPotential, population, isNeuron);
        CheckOptional($"{field}.floor", population.Floor, population, isNeuron);
    }

    private static void CheckSpikes(string field, PopulationModel population, NeuronTraits traits)
    {
        NetworkModelValidation.RequireRange($"{field}.maxSpikesPerTick", population.MaxSpikesPerTick, 1, MaxSpikesPerTick);
        var adapts = traits.HasFlag(NeuronTraits.Adapts);
        var mayRepeat = population.Kind == NeuronKind.Input
            || (traits.HasFlag(NeuronTraits.Fires) && !adapts && population.Reset == ResetMode.BySubtraction);
        NetworkModelValidation.Require(
            population.MaxSpikesPerTick == 1 || mayRepeat, $"{field}.maxSpikesPerTick", population.MaxSpikesPerTick,
            "1, except for the input and neurons that reset by subtraction and do not adapt");
        if (population.Reset != ResetMode.ByLateSubtraction) return;
        NetworkModelValidation.Require(!adapts, $"{field}.reset", "late subtraction", "another reset: the threshold adapts");
        NetworkModelValidation.RequireRange($"{field}.refractoryTicks", population.RefractoryTicks, 0, 0);
    }

    private static void CheckOptional(string field, Potential[] values, PopulationModel population, bool allowed)
    {
        NetworkModelValidation.RequireNotNull(field, values);
        if (values.Length > 0) CheckPotential(field, values, population, allowed, int.MinValue);
    }

    private static void CheckParameters(string field, PopulationModel population, NeuronTraits traits)
    {
        var adapts = traits.HasFlag(NeuronTraits.Adapts);
        CheckDecay($"{field}.membraneDecay", population.MembraneDecay, population, traits.HasFlag(NeuronTraits.Leak));
        if (traits.HasFlag(NeuronTraits.Shifts)) CheckShift($"{field}.membraneDecay", population.MembraneDecay);
        CheckDecay($"{field}.synapticDecay", population.SynapticDecay, population, traits.HasFlag(NeuronTraits.Current));
        CheckDecay($"{field}.adaptationDecay", population.AdaptationDecay, population, adapts);
        CheckPotential($"{field}.adaptationStep", population.AdaptationStep, population, adapts, 0);
        var subtracts = population.Reset is ResetMode.BySubtraction or ResetMode.ByLateSubtraction;
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

    private static void CheckShift(string field, Decay[] values)
    {
        NetworkModelValidation.RequireRange($"{field}.length", values.Length, 1, 1);
        NetworkModelValidation.Require(values[0].Shift > 0, field, values[0].Raw, "1 - 2^-k with k of 1 .. 15, which is 32768 - 2^(15 - k)");
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
