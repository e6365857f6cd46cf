namespace EdgeSnn.Runtime.Neurons;

/// <summary>Whether a population's parameters are one value each for all neurons; as a struct type argument.</summary>
internal interface IParameters
{
    /// <summary>True when they are.</summary>
    static abstract bool AreEqual { get; }
}
