namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>
/// A membrane potential, threshold, bias or synaptic current: signed 32-bit, in units of 2^-F of the network's
/// threshold unit, F being the population's <see cref="PopulationModel.FractionBits"/>.
/// </summary>
/// <param name="Raw">The stored integer [2^-F threshold units].</param>
public readonly record struct Potential(int Raw) : IComparable<Potential>
{
    /// <summary>The potential at rest, 0.</summary>
    public static Potential Zero => default;

    /// <summary>Wraps a stored integer; exact.</summary>
    /// <param name="raw">The stored integer [2^-F threshold units].</param>
    public static Potential FromRaw(int raw) => new(raw);

    /// <inheritdoc/>
    public int CompareTo(Potential other) => Raw.CompareTo(other.Raw);

    /// <summary>Orders by raw value.</summary>
    public static bool operator <(Potential left, Potential right) => left.Raw < right.Raw;

    /// <summary>Orders by raw value.</summary>
    public static bool operator >(Potential left, Potential right) => left.Raw > right.Raw;

    /// <summary>Orders by raw value.</summary>
    public static bool operator <=(Potential left, Potential right) => left.Raw <= right.Raw;

    /// <summary>Orders by raw value.</summary>
    public static bool operator >=(Potential left, Potential right) => left.Raw >= right.Raw;
}
