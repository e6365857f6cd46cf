namespace EdgeSnn.Runtime.Neurons;

/// <summary>A block that may have got input.</summary>
internal readonly struct Reached : IReach
{
    /// <inheritdoc/>
    public static bool IsReached => true;

    /// <inheritdoc/>
    public static bool ZeroesSums => true;
}
