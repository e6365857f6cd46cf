using System.Globalization;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime;

/// <summary>
/// Every rule a blueprint must keep. After <see cref="Check"/> returns, stepping cannot index out of range, no weight sum
/// can leave 32 bits, and the arena fits one array.
/// </summary>
public static class NetworkModelValidation
{
    /// <summary>Most neurons of a population.</summary>
    public const int MaxPopulationSize = 65536;

    /// <summary>Most populations, and most projections, of a network.</summary>
    public const int MaxParts = 1024;

    /// <summary>Longest delay of a projection [ticks].</summary>
    public const int MaxDelayTicks = 1023;

    /// <summary>Largest arena of a network [bytes].</summary>
    public const long MaxBytes = int.MaxValue;

    /// <summary>Most spikes that the populations keep together, for this tick and for delays: neurons times ticks times spikes per tick.</summary>
    public const long MaxKeptSpikes = 1 << 26;

    private const long MaxGradedProduct = 1L << 32;
    private const int MaxNameLength = 64;
    private const int MaxParameters = 256;

    /// <summary>Checks a blueprint.</summary>
    /// <param name="model">The blueprint.</param>
    /// <exception cref="ModelFormatException">A rule is broken; names the field, what was found and what was expected.</exception>
    public static void Check(NetworkModel model) => CheckBytes(Network.PlannedBytes(model, CheckFields(model), NetworkOptions.Default));

    /// <summary>Checks all but the size, and returns what was worked out on the way.</summary>
    internal static InputPlan CheckFields(NetworkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckName("name", model.Name);
        RequireNotNull("description", model.Description);
        Require(model.TickMicroseconds >= 1, "tickMicroseconds", model.TickMicroseconds, "at least 1");
        CheckEncoder(model.Encoder);
        CheckPopulations(model.Populations);
        RequireNotNull("projections", model.Projections);
        CheckCount("projections", model.Projections.Length, 0);
        for (var index = 0; index < model.Projections.Length; index++) ProjectionRules.Check(model, index);
        DecoderRules.Check(model);
        CheckKeptSpikes(model);
        var inputs = InputGroup.Plan(model);
        for (var population = 1; population < model.Populations.Length; population++)
            CheckSums(population, model.Populations[population].Size, inputs.Groups[population]);
        return inputs;
    }

    /// <summary>Checks what a decoder rests on, which costs nothing next to the projections.</summary>
    internal static void CheckReadOut(NetworkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckPopulations(model.Populations);
        DecoderRules.Check(model);
    }

    /// <summary>Checks the size of a planned arena.</summary>
    internal static void CheckBytes(long bytes) =>
        Require(bytes <= MaxBytes, "network", bytes, $"at most {MaxBytes} bytes of state and synapses");

    internal static void Require(bool kept, string field, string found, string expected)
    {
        if (!kept) throw new ModelFormatException(field, found, expected);
    }

    internal static void Require(bool kept, string field, long found, string expected)
    {
        if (!kept) throw new ModelFormatException(field, found.ToString(CultureInfo.InvariantCulture), expected);
    }

    internal static void RequireRange(string field, long found, long low, long high)
    {
        if (found < low || found > high)
            throw new ModelFormatException(field, found.ToString(CultureInfo.InvariantCulture), $"{low} .. {high}");
    }

    internal static void RequireRange(string field, int index, long found, long low, long high)
    {
        if (found < low || found > high) RequireRange($"{field}[{index}]", found, low, high);
    }

    internal static void RequireNotNull(string field, object? value) => Require(value is not null, field, "nothing", "a value");

    internal static void CheckName(string field, string name)
    {
        RequireNotNull(field, name);
        RequireRange($"{field}.length", name.Length, 1, MaxNameLength);
        foreach (var letter in name)
            if (char.IsControl(letter)) throw new ModelFormatException(field, "a control character", "printable characters");
    }

    private static void CheckCount(string field, int found, int low) => RequireRange($"{field}.length", found, low, MaxParts);

    private static void CheckEncoder(EncoderModel encoder)
    {
        RequireNotNull("encoder", encoder);
        CheckName("encoder.name", encoder.Name);
        RequireNotNull("encoder.parameters", encoder.Parameters);
        RequireRange("encoder.parameters.length", encoder.Parameters.Count, 0, MaxParameters);
        for (var index = 0; index < encoder.Parameters.Count; index++)
            CheckName($"encoder.parameters[{index}].name", encoder.Parameters[index].Name);
    }

    private static void CheckPopulations(PopulationModel[] populations)
    {
        RequireNotNull("populations", populations);
        CheckCount("populations", populations.Length, 2);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < populations.Length; index++)
        {
            var field = $"populations[{index}]";
            RequireNotNull(field, populations[index]);
            PopulationRules.Check(field, populations[index]);
            Require(
                populations[index].Kind == NeuronKind.Input == (index == 0), $"{field}.kind",
                populations[index].Kind.ToString(), "the first population, and no other, to be the input");
            Require(names.Add(populations[index].Name), $"{field}.name", populations[index].Name, "a name of its own");
        }
    }

    private static void CheckKeptSpikes(NetworkModel model)
    {
        var kept = 0L;
        for (var index = 0; index < model.Populations.Length; index++)
            kept += DelayRing.CellsFor(Network.LongestDelay(model, index), model.Populations[index].MostSpikes);
        Require(kept <= MaxKeptSpikes, "populations", $"{kept} spikes kept", $"at most {MaxKeptSpikes}: fewer neurons, spikes per tick or ticks of delay");
    }

    private static void CheckSums(int population, int size, InputGroup[] groups)
    {
        var input = new Int128[size];
        foreach (var group in groups)
        {
            for (var post = 0; post < input.Length; post++)
            {
                var product = (Int128)group.Bound[post] * group.ScaleOf(post);
                if (group.IsGraded && product >= MaxGradedProduct)
                    throw new ModelFormatException(
                        $"populations[{population}].input[{post}]", $"graded weights times scale summing to {product}",
                        "less than 2^32, so that their sum with potentials fits 64 bits");
                input[post] += group.IsGraded ? -(Int128)int.MinValue : product;
                if ((group.IsGraded || group.Bound[post] <= int.MaxValue) && input[post] <= long.MaxValue) continue;
                throw new ModelFormatException(
                    $"populations[{population}].input[{post}]",
                    $"weights summing to {group.Bound[post]}, times scales to {input[post]}",
                    "weights of equal scale summing to less than 2^31, times scales to less than 2^63");
            }
        }
    }
}
