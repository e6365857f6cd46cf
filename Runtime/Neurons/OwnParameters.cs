namespace EdgeSnn.Runtime.Neurons;

/// <summary>Neurons have parameters of their own.</summary>
internal readonly struct OwnParameters : IParameters
{
    /// <inheritdoc/>
    public static bool AreEqual => false;
}
