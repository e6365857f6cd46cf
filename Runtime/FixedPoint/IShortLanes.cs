namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>
/// A vector of 16-bit integers of one width, for sums that bounds prove to fit: twice as many per register as
/// <see cref="ILanes{TSelf}"/>. Arithmetic wraps.
/// </summary>
/// <typeparam name="TSelf">The width.</typeparam>
internal interface IShortLanes<TSelf> where TSelf : struct, IShortLanes<TSelf>
{
    /// <summary>Lanes per vector.</summary>
    static abstract int Count { get; }

    /// <summary>0 in every lane.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Reads from element <paramref name="index"/> on.</summary>
    static abstract TSelf Load(ref short source, nuint index);

    /// <summary>Reads signed bytes from element <paramref name="index"/> on, and widens them.</summary>
    static abstract TSelf Load(ref sbyte source, nuint index);

    /// <summary>Writes from element <paramref name="index"/> on.</summary>
    static abstract void Store(TSelf value, ref short destination, nuint index);

    /// <summary>Widens and adds to what stands from element <paramref name="index"/> on.</summary>
    static abstract void AddTo(ref int destination, nuint index, TSelf value);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator &(TSelf a, TSelf b);
}
