namespace EdgeSnn.Training;

/// <summary>Runs folded networks over encoded rows, without gradients.</summary>
public static class Scoring
{
    private const int BatchSize = 64;

    /// <summary>Share of rows whose verdict is their label.</summary>
    public static double Accuracy(SpikingNetwork network, SpikeRow[] rows, LossOptions options)
    {
        var right = 0;
        foreach (var (verdict, row) in Verdicts(network, rows, options))
            if (verdict == rows[row].Target.Label) right++;
        return (double)right / rows.Length;
    }

    /// <summary>The verdict on each row: the class with the largest windowed margin, rest when none is positive.</summary>
    public static IEnumerable<(int Verdict, int Row)> Verdicts(SpikingNetwork network, SpikeRow[] rows, LossOptions options)
    {
        var loss = new WordLoss(options, network.Shape.Classes, network.Readout.Width);
        var input = new SpikeBatch(network.Shape.Channels);
        for (var start = 0; start < rows.Length; start += BatchSize)
        {
            var batch = rows.AsMemory(start, Math.Min(BatchSize, rows.Length - start));
            var ticks = MaxTicks(batch.Span);
            SpikeRow.Fill(input, batch.Span, ticks, null);
            network.Forward(input);
            for (var r = 0; r < batch.Length; r++) yield return (loss.Verdict(network.Readout.Potentials, r, ticks), start + r);
        }
    }

    private static int MaxTicks(ReadOnlySpan<SpikeRow> rows)
    {
        var most = 0;
        foreach (var row in rows) most = Math.Max(most, row.Ticks);
        return most;
    }
}
