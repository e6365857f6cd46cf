using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>A weight as dense rows store it.</summary>
/// <typeparam name="TSelf">The stored form.</typeparam>
internal interface IWeight<TSelf> where TSelf : unmanaged, IWeight<TSelf>
{
    /// <summary>The weight as an integer; exact.</summary>
    static abstract int Widen(TSelf weight);

    /// <summary>Stores a weight known to fit.</summary>
    static abstract TSelf Narrow(short weight);

    /// <summary>Reads and widens weights from element <paramref name="index"/> on.</summary>
    static abstract TLanes Load<TLanes>(ref TSelf weights, nuint index) where TLanes : struct, ILanes<TLanes>;

    /// <summary>The same in lanes of 16 bits.</summary>
    static abstract TLanes LoadShort<TLanes>(ref TSelf weights, nuint index) where TLanes : struct, IShortLanes<TLanes>;
}
