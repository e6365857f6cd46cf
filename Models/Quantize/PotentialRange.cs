using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Quantize;

/// <summary>The format of one population's potentials, and what its weights and dynamics can make of them.</summary>
public sealed record PotentialRange
{
    /// <summary>Name of the population.</summary>
    public required string Name { get; init; }

    /// <summary>Fractional bits of its potentials.</summary>
    public required int FractionBits { get; init; }

    /// <summary>Largest potential that 32 bits hold with these fractional bits [potential].</summary>
    public required double Limit { get; init; }

    /// <summary>Largest magnitude under worst input for a long time [potential].</summary>
    public required double Bound { get; init; }

    /// <summary>True when nothing bounds it: worst input for ever drives it to the limit, where it saturates.</summary>
    public required bool IsUnbounded { get; init; }

    /// <summary>Bits, sign included, that the bound needs with these fractional bits; 32 are there.</summary>
    public required int StateBits { get; init; }

    /// <summary>The formats of every population but the input, in the model's order.</summary>
    /// <param name="before">The double-precision original.</param>
    /// <param name="after">The fixed-point model.</param>
    public static IReadOnlyList<PotentialRange> Of(ReferenceModel before, NetworkModel after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var bounds = PotentialBounds.Of(before);
        return [.. Enumerable.Range(1, bounds.Length - 1).Select(p => Of(after.Populations[p], bounds[p]))];
    }

    /// <summary>Bits, sign included, of a raw magnitude.</summary>
    internal static int Bits(double raw) => raw < 1 ? 1 : (int)Math.Floor(Math.Log2(raw)) + 2;

    private static PotentialRange Of(PopulationModel population, PotentialBounds bounds) => new()
    {
        Name = population.Name,
        FractionBits = population.FractionBits,
        Limit = Math.ScaleB(int.MaxValue, -population.FractionBits),
        Bound = bounds.Steady,
        IsUnbounded = bounds.Unbounded,
        StateBits = Bits(Math.ScaleB(bounds.Steady, population.FractionBits)),
    };
}
