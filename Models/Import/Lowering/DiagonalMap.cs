namespace EdgeSnn.Models.Import.Lowering;

/// <summary>One factor per row: scaling, reshaping, and pooling over windows that do not overlap.</summary>
internal sealed class DiagonalMap : LinearMap
{
    public DiagonalMap(int inSize, int[]? rows, int rowCount, double[] factors)
        : base(inSize, rows, rowCount, rowCount) => Factors = factors;

    /// <summary>One factor for all rows or one per row.</summary>
    public double[] Factors { get; }

    public static DiagonalMap Identity(int size) => new(size, null, size, [1]);

    public double Factor(int row) => Factors[Factors.Length == 1 ? 0 : row];

    public override void ScatterRow(int row, double value, Accumulator into) => into.Add(row, value * Factor(row));
}
