namespace EdgeSnn.Runtime.Neurons;

/// <summary>Whether a block of neurons may have got input in this tick; as a struct type argument, so that loops drop what they need not do.</summary>
internal interface IReach
{
    /// <summary>True when it may.</summary>
    static abstract bool IsReached { get; }

    /// <summary>True when its sums must be zero after the update, because deliveries add to them.</summary>
    static abstract bool ZeroesSums { get; }
}
