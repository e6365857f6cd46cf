namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>How vector twins take sums; as a struct type argument.</summary>
internal interface IAdd
{
    /// <summary>False when the bias is not read.</summary>
    static abstract bool HasBias { get; }

    /// <summary>Of two terms.</summary>
    static abstract TLanes Add<TLanes>(TLanes a, TLanes b, ref long saturations) where TLanes : struct, ILanes<TLanes>;

    /// <summary>Of three terms, the last one a bias.</summary>
    static abstract TLanes Add<TLanes>(TLanes a, TLanes b, TLanes bias, ref long saturations) where TLanes : struct, ILanes<TLanes>;
}
