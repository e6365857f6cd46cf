namespace EdgeSnn.Models.Quantize;

/// <summary>How the range of weights that a scale covers is chosen.</summary>
public enum WeightClipping
{
    /// <summary>The largest magnitude is representable: nothing is clipped.</summary>
    None = 0,

    /// <summary>
    /// The range with the least mean square error of the weights; the largest may be clipped. Worth it at 4 bits.
    /// </summary>
    LeastSquares = 1,
}
