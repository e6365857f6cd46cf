namespace EdgeSnn.Models.Import.Lowering;

/// <summary>
/// A linear map from one signal to another, y = M x, both indexed row-major in the file's order (channels first). Elements
/// of x may first be gathered into rows, as those of one pooling window are; then rows spread over y.
/// </summary>
internal abstract class LinearMap
{
    protected LinearMap(int inSize, int[]? rows, int rowCount, int outSize)
    {
        InSize = inSize;
        Rows = rows;
        RowCount = rowCount;
        OutSize = outSize;
    }

    /// <summary>Elements of x.</summary>
    public int InSize { get; }

    /// <summary>The row of each element of x, -1 for none; null when element and row are the same.</summary>
    public int[]? Rows { get; }

    /// <summary>Rows behind the gathering; <see cref="InSize"/> without it.</summary>
    public int RowCount { get; }

    /// <summary>Elements of y.</summary>
    public int OutSize { get; }

    /// <summary>Adds value times what a row gives to y.</summary>
    public abstract void ScatterRow(int row, double value, Accumulator into);

    /// <summary>Adds value times what an element of x gives to y.</summary>
    public void Scatter(int element, double value, Accumulator into)
    {
        var row = Rows is null ? element : Rows[element];
        if (row >= 0)
            ScatterRow(row, value, into);
    }

    /// <summary>M times a vector.</summary>
    public double[] Apply(double[] x)
    {
        var into = new Accumulator(OutSize);
        for (var element = 0; element < x.Length; element++)
        {
            if (x[element] != 0)
                Scatter(element, x[element], into);
        }
        return into.Values;
    }
}
