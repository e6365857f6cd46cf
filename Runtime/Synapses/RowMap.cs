namespace EdgeSnn.Runtime.Synapses;

/// <summary>Sum pooling in front of a projection: the row of its synapses that a spike of each pre neuron takes.</summary>
internal sealed class RowMap
{
    private readonly ProjectionModel _model;
    private readonly Region _rows;
    private readonly Region _scratch;

    /// <summary>Reserves the map.</summary>
    /// <param name="model">A projection with <see cref="ProjectionModel.PreRows"/>.</param>
    /// <param name="scratch">Room for all spikes of the pre population in one tick; shared, used within one delivery.</param>
    /// <param name="arena">Where to reserve.</param>
    public RowMap(ProjectionModel model, Region scratch, Arena arena)
    {
        _model = model;
        _rows = arena.Reserve(model.PreRows.Length);
        _scratch = scratch;
    }

    /// <summary>Writes the map into the allocated arena. What it holds may index synapses without a check.</summary>
    public void Load()
    {
        var rows = _rows.Cells;
        for (var pre = 0; pre < rows.Length; pre++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_model.PreRows[pre], _model.Rows);
            rows[pre] = _model.PreRows[pre];
        }
    }

    /// <summary>The rows that spikes take, one per spike that takes any; valid until the next call of any map.</summary>
    public ReadOnlySpan<int> Map(ReadOnlySpan<int> spikes)
    {
        var rows = _rows.Cells;
        var taken = _scratch.Cells;
        var count = 0;
        foreach (var pre in spikes)
        {
            // Written always and kept by the count: no branch to mispredict.
            taken[count] = rows[pre];
            count += rows[pre] < 0 ? 0 : 1;
        }

        return taken[..count];
    }
}
