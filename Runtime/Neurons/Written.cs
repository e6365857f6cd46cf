namespace EdgeSnn.Runtime.Neurons;

/// <summary>A block that got input, in sums that the next delivery writes anew.</summary>
internal readonly struct Written : IReach
{
    /// <inheritdoc/>
    public static bool IsReached => true;

    /// <inheritdoc/>
    public static bool ZeroesSums => false;
}
