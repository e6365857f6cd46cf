namespace EdgeSnn.Runtime.Synapses;

/// <summary>A weight of 4 or 8 bits, kept in one signed byte: -128 .. 127 in units of the projection's scale.</summary>
internal readonly record struct Weight8(sbyte Raw) : IWeight<Weight8>
{
    /// <inheritdoc/>
    public static int Widen(Weight8 weight) => weight.Raw;

    /// <inheritdoc/>
    public static Weight8 Narrow(short weight) => new((sbyte)weight);
}
