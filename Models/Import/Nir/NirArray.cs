namespace EdgeSnn.Models.Import.Nir;

/// <summary>
/// A parameter of a NIR node: an array of numbers, widened to double whatever the file stores. Integers above 2^53 are refused
/// by the reader, so that nothing is lost.
/// </summary>
/// <param name="Shape">Lengths of the dimensions, slowest first; empty for a scalar.</param>
/// <param name="Values">Row-major; length = product of <paramref name="Shape"/>, 1 for a scalar.</param>
public sealed record NirArray(int[] Shape, double[] Values)
{
    /// <summary>True for a scalar, which broadcasts to every neuron.</summary>
    public bool IsScalar => Shape.Length == 0;

    /// <summary>A scalar.</summary>
    /// <param name="value">Its value.</param>
    public static NirArray Scalar(double value) => new([], [value]);

    /// <summary>A vector.</summary>
    /// <param name="values">Its values; not copied.</param>
    public static NirArray Vector(params double[] values) => new([values.Length], values);
}
