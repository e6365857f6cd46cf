namespace EdgeSnn.Runtime.Neurons;

/// <summary>A block that got no input: its accumulators are 0 and stay so.</summary>
internal readonly struct Unreached : IReach
{
    /// <inheritdoc/>
    public static bool IsReached => false;

    /// <inheritdoc/>
    public static bool ZeroesSums => false;
}
