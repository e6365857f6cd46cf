namespace EdgeSnn.Models.Import.Nir;

/// <summary>What the format says about one parameter of a primitive.</summary>
/// <param name="Name">Name of the dataset.</param>
/// <param name="MinRank">Fewest dimensions; 0 admits a scalar.</param>
/// <param name="MaxRank">Most dimensions.</param>
internal sealed record NirParameter(string Name, int MinRank, int MaxRank)
{
    /// <summary>Most dimensions of any array: more than any primitive has a meaning for.</summary>
    public const int RankLimit = 8;

    /// <summary>True when a file may lack it.</summary>
    public bool IsOptional { get; private init; }

    /// <summary>What its absence means; NaN when there is no such value.</summary>
    public double Default { get; private init; } = double.NaN;

    /// <summary>True when it counts something: whole numbers from <see cref="Minimum"/> on, stored as integers.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>Least value when <see cref="IsWhole"/>.</summary>
    public double Minimum { get; private init; } = double.NegativeInfinity;

    /// <summary>Length of the vector when it is one; 0 for any.</summary>
    public int Length { get; private init; }

    /// <summary>True when a file may have the word <c>same</c> or <c>valid</c> in its place.</summary>
    public bool MayBeWord { get; private init; }

    /// <summary>A number for every neuron, or one for all.</summary>
    public static NirParameter PerNeuron(string name) => new(name, 0, RankLimit);

    /// <summary>The same, with a value that its absence stands for.</summary>
    public static NirParameter PerNeuron(string name, double absent) =>
        new(name, 0, RankLimit) { IsOptional = true, Default = absent };

    /// <summary>Weights of a fixed or bounded rank.</summary>
    public static NirParameter Weight(int minRank, int maxRank) => new("weight", minRank, maxRank);

    /// <summary>Lengths of dimensions.</summary>
    public static NirParameter Shape(string name, bool isOptional = false) =>
        new(name, 0, 1) { IsWhole = true, Minimum = 1, IsOptional = isOptional };

    /// <summary>A count per spatial dimension, or one for all of them.</summary>
    public static NirParameter Spatial(string name, int dimensions, int minimum) =>
        new(name, 0, 1) { IsWhole = true, Minimum = minimum, Length = dimensions };

    /// <summary>Padding of a convolution: numbers or a word.</summary>
    public static NirParameter Padding(int dimensions) => Spatial("padding", dimensions, 0) with { MayBeWord = true };

    /// <summary>One whole number.</summary>
    public static NirParameter Whole(string name, double minimum = double.NegativeInfinity) =>
        new(name, 0, 1) { IsWhole = true, Minimum = minimum, Length = 1 };

    /// <summary>One whole number with a value that its absence stands for.</summary>
    public static NirParameter WholeOr(string name, double absent) =>
        Whole(name) with { IsOptional = true, Default = absent };
}
