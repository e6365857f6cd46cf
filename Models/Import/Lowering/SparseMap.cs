namespace EdgeSnn.Models.Import.Lowering;

/// <summary>A list of (out, weight) per row, out ascending.</summary>
internal sealed class SparseMap : LinearMap
{
    public SparseMap(int inSize, int[]? rows, int outSize, int[] starts, int[] outs, double[] weights)
        : base(inSize, rows, starts.Length - 1, outSize)
    {
        Starts = starts;
        Outs = outs;
        Weights = weights;
    }

    /// <summary>Start of each row in <see cref="Outs"/>; length rows + 1.</summary>
    public int[] Starts { get; }

    public int[] Outs { get; }

    public double[] Weights { get; }

    public override void ScatterRow(int row, double value, Accumulator into)
    {
        for (var k = Starts[row]; k < Starts[row + 1]; k++)
            into.Add(Outs[k], value * Weights[k]);
    }
}
