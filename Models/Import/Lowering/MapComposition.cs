namespace EdgeSnn.Models.Import.Lowering;

/// <summary>
/// The product of two maps and the sum of two, in the most compact form that is exact: pooling stays a gathering of rows,
/// a convolution stays a kernel while its factors allow, everything else becomes a matrix.
/// </summary>
internal static class MapComposition
{
    /// <summary>The map that first does <paramref name="first"/>, then <paramref name="second"/>.</summary>
    public static LinearMap Then(LinearMap first, LinearMap second, SynapseBudget budget) => (first, second) switch
    {
        (DiagonalMap a, DiagonalMap b) => Diagonals(a, b) ?? General(first, second, budget),
        (DiagonalMap a, { Rows: null }) => Scaled(a, second, budget),
        (_, DiagonalMap { Rows: null } b) => ScaledAfter(first, b, budget),
        _ => General(first, second, budget),
    };

    /// <summary>The map that gives the sum of what two give.</summary>
    public static LinearMap Sum(LinearMap one, LinearMap other, SynapseBudget budget)
    {
        var into = new Accumulator(one.OutSize);
        var rows = new RowWriter(one.InSize, null, one.InSize, one.OutSize, budget);
        for (var element = 0; element < one.InSize; element++)
        {
            one.Scatter(element, 1, into);
            other.Scatter(element, 1, into);
            rows.Append(into);
        }
        return rows.Finish();
    }

    /// <summary>The same map as a list per row.</summary>
    public static LinearMap Listed(LinearMap map, SynapseBudget budget)
    {
        var into = new Accumulator(map.OutSize);
        var rows = new RowWriter(map.InSize, map.Rows, map.RowCount, map.OutSize, budget);
        for (var row = 0; row < map.RowCount; row++)
        {
            map.ScatterRow(row, 1, into);
            rows.Append(into);
        }
        return rows.Finish();
    }

    /// <summary>The same map as a list per element, without a gathering in front.</summary>
    public static LinearMap PerElement(LinearMap map, SynapseBudget budget)
    {
        var into = new Accumulator(map.OutSize);
        var rows = new RowWriter(map.InSize, null, map.InSize, map.OutSize, budget);
        for (var element = 0; element < map.InSize; element++)
        {
            map.Scatter(element, 1, into);
            rows.Append(into);
        }
        return rows.Finish();
    }

    private static DiagonalMap? Diagonals(DiagonalMap a, DiagonalMap b)
    {
        var factors = new double[Math.Max(1, b.RowCount)];
        if (b.Rows is null)
        {
            if (a.Factors.Length == 1 && b.Factors.Length == 1)
                return new DiagonalMap(a.InSize, a.Rows, a.RowCount, [a.Factors[0] * b.Factors[0]]);
            for (var row = 0; row < b.RowCount; row++)
                factors[row] = a.Factor(row) * b.Factor(row);
            return new DiagonalMap(a.InSize, a.Rows, a.RowCount, factors);
        }
        var isSet = new bool[factors.Length];
        for (var middle = 0; middle < a.RowCount; middle++)
        {
            var row = b.Rows[middle];
            if (row < 0)
                continue;
            var factor = a.Factor(middle) * b.Factor(row);
            if (isSet[row] && factors[row] != factor)
                return null;
            (isSet[row], factors[row]) = (true, factor);
        }
        var rows = new int[a.InSize];
        for (var element = 0; element < rows.Length; element++)
        {
            var middle = a.Rows is null ? element : a.Rows[element];
            rows[element] = middle < 0 ? -1 : b.Rows[middle];
        }
        var first = factors[0];
        return new DiagonalMap(a.InSize, rows, b.RowCount, Array.TrueForAll(factors, f => f == first) ? [first] : factors);
    }

    private static LinearMap Scaled(DiagonalMap a, LinearMap second, SynapseBudget budget)
    {
        switch (second)
        {
            case DenseMap dense:
                return new DenseMap(a.InSize, a.Rows, a.RowCount, dense.OutSize, Multiplied(dense.Weights, a, k => k / dense.OutSize, budget));
            case SparseMap sparse:
                var rowOf = new int[sparse.Outs.Length];
                for (var row = 0; row < sparse.RowCount; row++)
                    rowOf.AsSpan(sparse.Starts[row], sparse.Starts[row + 1] - sparse.Starts[row]).Fill(row);
                return new SparseMap(
                    a.InSize, a.Rows, sparse.OutSize, sparse.Starts, sparse.Outs, Multiplied(sparse.Weights, a, k => rowOf[k], budget));
            case KernelMap kernel when IsUniform(a, kernel.InPlane):
                var perGroup = kernel.Geometry.OutChannels / kernel.Geometry.Groups;
                return new KernelMap(
                    a.InSize, a.Rows, kernel.Geometry,
                    Multiplied(kernel.Weights, a, k => k / perGroup % kernel.Geometry.InChannels * kernel.InPlane, budget));
            default:
                return General(a, second, budget);
        }
    }

    private static LinearMap ScaledAfter(LinearMap first, DiagonalMap b, SynapseBudget budget)
    {
        switch (first)
        {
            case DenseMap dense:
                return new DenseMap(
                    dense.InSize, dense.Rows, dense.RowCount, dense.OutSize, Multiplied(dense.Weights, b, k => k % dense.OutSize, budget));
            case SparseMap sparse:
                return new SparseMap(
                    sparse.InSize, sparse.Rows, sparse.OutSize, sparse.Starts, sparse.Outs,
                    Multiplied(sparse.Weights, b, k => sparse.Outs[k], budget));
            case KernelMap kernel when IsUniform(b, kernel.OutPlane):
                var (g, perGroup) = (kernel.Geometry, kernel.Geometry.OutChannels / kernel.Geometry.Groups);
                var perInGroup = g.InChannels / g.Groups;
                return new KernelMap(
                    kernel.InSize, kernel.Rows, g,
                    Multiplied(
                        kernel.Weights, b,
                        k => ((k / perGroup % g.InChannels / perInGroup * perGroup) + (k % perGroup)) * kernel.OutPlane, budget));
            default:
                return General(first, b, budget);
        }
    }

    private static bool IsUniform(DiagonalMap map, int plane)
    {
        if (map.Factors.Length == 1)
            return true;
        for (var row = 0; row < map.Factors.Length; row++)
        {
            if (map.Factors[row] != map.Factors[row / plane * plane])
                return false;
        }
        return true;
    }

    private static double[] Multiplied(double[] weights, DiagonalMap by, Func<int, int> rowOf, SynapseBudget budget)
    {
        if (by.Factors is [1])
            return weights;
        budget.Take(weights.Length);
        var products = new double[weights.Length];
        for (var k = 0; k < weights.Length; k++)
            products[k] = weights[k] * (by.Factors.Length == 1 ? by.Factors[0] : by.Factors[rowOf(k)]);
        return products;
    }

    private static LinearMap General(LinearMap first, LinearMap second, SynapseBudget budget)
    {
        var (middle, into) = (new Accumulator(first.OutSize), new Accumulator(second.OutSize));
        var rows = new RowWriter(first.InSize, first.Rows, first.RowCount, second.OutSize, budget);
        for (var row = 0; row < first.RowCount; row++)
        {
            first.ScatterRow(row, 1, middle);
            foreach (var element in middle.Touched)
            {
                if (middle.Values[element] != 0)
                    second.Scatter(element, middle.Values[element], into);
            }
            budget.Work(middle.Touched.Length + (long)into.Touched.Length);
            middle.Clear();
            rows.Append(into);
        }
        return rows.Finish();
    }
}
