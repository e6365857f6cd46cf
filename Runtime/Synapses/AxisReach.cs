namespace EdgeSnn.Runtime.Synapses;

/// <summary>A <see cref="TapReach"/> in elements of the arrays it leads to.</summary>
/// <param name="Count">Taps that are reached; they are stored one after the other.</param>
/// <param name="Place">Where the first of them is stored along its axis.</param>
/// <param name="Weight">What that adds to an index of weights.</param>
/// <param name="Post">What the post position of the first one adds to an index of post neurons.</param>
internal readonly record struct AxisReach(int Count, int Place, int Weight, int Post)
{
    /// <summary>Multiplies out by the weights per tap and the post neurons per position.</summary>
    public AxisReach(TapReach reach, int weights, int posts)
        : this(reach.Count, reach.Place, reach.Place * weights, reach.Post * posts)
    {
    }
}
