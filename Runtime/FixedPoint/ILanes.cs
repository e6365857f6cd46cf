namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>
/// A vector of 32-bit integers of one width. Vector twins are written once against it and run at every width; calls inline,
/// because a width is passed as a struct type argument. Arithmetic wraps: saturation is <see cref="RoundLanes"/>' matter.
/// A mask has all bits of a lane set or none.
/// </summary>
/// <typeparam name="TSelf">The width.</typeparam>
internal interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Lanes per vector.</summary>
    static abstract int Count { get; }

    /// <summary>Reads from element <paramref name="index"/> on.</summary>
    static abstract TSelf Load(ref int source, nuint index);

    /// <summary>Reads signed bytes from element <paramref name="index"/> on, and widens them.</summary>
    static abstract TSelf Load(ref sbyte source, nuint index);

    /// <summary>Reads signed 16-bit integers from element <paramref name="index"/> on, and widens them.</summary>
    static abstract TSelf Load(ref short source, nuint index);

    /// <summary>Writes from element <paramref name="index"/> on.</summary>
    static abstract void Store(TSelf value, ref int destination, nuint index);

    /// <summary>Writes 16-bit zeros, one per lane, from element <paramref name="index"/> on.</summary>
    static abstract void Clear(ref short destination, nuint index);

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf All(int value);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>The low 32 bits of the product.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>The product of a number of 16 bits and one of 0 .. 32767: exact, and cheaper than that of any two.</summary>
    static abstract TSelf MultiplyShort(TSelf a, TSelf b);

    static abstract TSelf operator &(TSelf a, TSelf b);

    static abstract TSelf operator |(TSelf a, TSelf b);

    static abstract TSelf operator ^(TSelf a, TSelf b);

    /// <summary>Shifts in the sign.</summary>
    static abstract TSelf operator >>(TSelf a, int bits);

    /// <summary>A number of bits as <see cref="ShiftRight"/> takes it, to be made before a loop.</summary>
    static abstract TSelf ShiftCount(int bits);

    /// <summary>Shifts in the sign, by a number of bits that is given as <see cref="ShiftCount"/> and plainly.</summary>
    static abstract TSelf ShiftRight(TSelf a, TSelf count, int bits);

    /// <summary>Shifts in zeros.</summary>
    static abstract TSelf operator >>>(TSelf a, int bits);

    /// <summary>Mask of the lanes where a > b.</summary>
    static abstract TSelf Above(TSelf a, TSelf b);

    /// <summary>Lanes of a where the mask is set, of b elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf a, TSelf b);

    /// <summary>The sign of lane k as bit k.</summary>
    static abstract uint Signs(TSelf a);

    /// <summary>True when every lane is 0.</summary>
    static abstract bool IsZero(TSelf a);
}
