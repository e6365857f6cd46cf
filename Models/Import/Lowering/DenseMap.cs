namespace EdgeSnn.Models.Import.Lowering;

/// <summary>A full matrix, row-major [row][out].</summary>
internal sealed class DenseMap : LinearMap
{
    public DenseMap(int inSize, int[]? rows, int rowCount, int outSize, double[] weights)
        : base(inSize, rows, rowCount, outSize) => Weights = weights;

    public double[] Weights { get; }

    public override void ScatterRow(int row, double value, Accumulator into)
    {
        var weights = Weights.AsSpan(row * OutSize, OutSize);
        for (var j = 0; j < weights.Length; j++)
            into.Add(j, value * weights[j]);
    }
}
