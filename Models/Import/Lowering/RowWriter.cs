namespace EdgeSnn.Models.Import.Lowering;

/// <summary>Collects the rows of a map one after another and chooses between list and matrix at the end.</summary>
internal sealed class RowWriter
{
    private readonly int _inSize;
    private readonly int[]? _gathering;
    private readonly int _outSize;
    private readonly SynapseBudget _budget;
    private readonly int[] _starts;
    private readonly List<int> _outs = [];
    private readonly List<double> _weights = [];
    private int _row;

    public RowWriter(int inSize, int[]? gathering, int rowCount, int outSize, SynapseBudget budget)
    {
        _inSize = inSize;
        _gathering = gathering;
        _outSize = outSize;
        _budget = budget;
        _starts = new int[rowCount + 1];
    }

    /// <summary>Takes what was accumulated as the next row and empties it; weights of 0 are left out.</summary>
    public void Append(Accumulator row)
    {
        row.Sort();
        _budget.Take(row.Touched.Length);
        foreach (var j in row.Touched)
        {
            if (row.Values[j] == 0)
                continue;
            _outs.Add(j);
            _weights.Add(row.Values[j]);
        }
        row.Clear();
        _starts[++_row] = _outs.Count;
    }

    public LinearMap Finish()
    {
        var rowCount = _starts.Length - 1;
        var full = (long)rowCount * _outSize;
        if (_outs.Count <= full / 2)
            return new SparseMap(_inSize, _gathering, _outSize, _starts, [.. _outs], [.. _weights]);
        _budget.Take(full);
        var weights = new double[full];
        for (var row = 0; row < rowCount; row++)
        {
            for (var k = _starts[row]; k < _starts[row + 1]; k++)
                weights[((long)row * _outSize) + _outs[k]] = _weights[k];
        }
        return new DenseMap(_inSize, _gathering, rowCount, _outSize, weights);
    }
}
