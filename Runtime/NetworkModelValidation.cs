using System.Globalization;
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

    private const int MaxNameLength = 64;
    private const int MaxParameters = 256;

    /// <summary>Checks a blueprint.</summary>
    /// <param name="model">The blueprint.</param>
    /// <exception cref="ModelFormatException">A rule is broken; names the field, what was found and what was expected.</exception>
    public static void Check(NetworkModel model)
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
        CheckSums(model);
        DecoderRules.Check(model);
        var bytes = Network.PlannedBytes(model);
        Require(bytes <= MaxBytes, "network", bytes, $"at most {MaxBytes} bytes of state and synapses");
    }

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
        for (var index = 0; index < populations.Length; index++)
        {
            var field = $"populations[{index}]";
            RequireNotNull(field, populations[index]);
            PopulationRules.Check(field, populations[index]);
            Require(
                populations[index].Kind == NeuronKind.Input == (index == 0), $"{field}.kind",
                populations[index].Kind.ToString(), "the first population, and no other, to be the input");
            for (var other = 0; other < index; other++)
                Require(
                    populations[other].Name != populations[index].Name, $"{field}.name", populations[index].Name,
                    "a name of its own");
        }
    }

    private static void CheckSums(NetworkModel model)
    {
        var groupOf = new int[model.Projections.Length];
        for (var population = 1; population < model.Populations.Length; population++)
        {
            var input = new Int128[model.Populations[population].Size];
            foreach (var group in InputGroup.Plan(model, population, groupOf))
            {
                for (var post = 0; post < input.Length; post++)
                {
                    input[post] += (Int128)group.Bound[post] * group.Scale[post];
                    if (group.Bound[post] <= int.MaxValue && input[post] <= long.MaxValue) continue;
                    throw new ModelFormatException(
                        $"populations[{population}].input[{post}]",
                        $"weights summing to {group.Bound[post]}, times scales to {input[post]}",
                        "weights of equal scale summing to less than 2^31, times scales to less than 2^63");
                }
            }
        }
    }
}
