namespace EdgeSnn.Training;

/// <summary>One trained array: value, gradient, the two moments of <see cref="AdamW"/>, and the pruning mask.</summary>
public sealed class Parameter(int length, float weightDecay = 0f, float learningRateScale = 1f)
{
    public float[] Value { get; } = new float[length];

    public float[] Gradient { get; } = new float[length];

    public float[] FirstMoment { get; } = new float[length];

    public float[] SecondMoment { get; } = new float[length];

    /// <summary>Decoupled decay per unit of learning rate; 0 for everything but weights.</summary>
    public float WeightDecay { get; } = weightDecay;

    public float LearningRateScale { get; } = learningRateScale;

    /// <summary>1 keeps, 0 prunes; null while nothing was pruned.</summary>
    public float[]? Mask { get; set; }

    public void ApplyMask()
    {
        if (Mask is not { } mask) return;
        for (var k = 0; k < mask.Length; k++)
            Value[k] *= mask[k];
    }
}
