namespace EdgeSnn.Runtime.Neurons;

/// <summary>All neurons have the same parameters (but for their bias).</summary>
internal readonly struct EqualParameters : IParameters
{
    /// <inheritdoc/>
    public static bool AreEqual => true;
}
