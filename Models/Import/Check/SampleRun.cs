namespace EdgeSnn.Models.Import.Check;

/// <summary>What a network did with one sample.</summary>
/// <param name="Raster">Spikes of the population asked for, in NIR order.</param>
/// <param name="Spikes">Spikes of each population in all ticks.</param>
/// <param name="Verdict">Class, or -1.</param>
public sealed record SampleRun(SpikeRaster Raster, long[] Spikes, int Verdict)
{
    /// <summary>Runs one sample from rest.</summary>
    /// <param name="run">The network.</param>
    /// <param name="input">Spikes of the input in NIR order.</param>
    /// <param name="populations">Order of every population; the first is the input.</param>
    /// <param name="watched">Index of the population whose raster is kept.</param>
    public static SampleRun Of(SpikeRun run, SpikeRaster input, IReadOnlyList<SignalOrder> populations, int watched)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(populations);
        run.Reset();
        var kept = new int[input.Ticks.Count][];
        var spikes = new long[populations.Count];
        var order = populations[watched];
        for (var tick = 0; tick < kept.Length; tick++)
        {
            run.Step(populations[0].ToNeurons(input.Ticks[tick]));
            for (var p = 0; p < spikes.Length; p++)
                spikes[p] += run.Spikes(populations[p].Population.Population).Length;
            kept[tick] = order.ToElements(run.Spikes(order.Population.Population));
        }

        var elements = order.Population.NirShape.Aggregate(1, (product, length) => product * length);
        return new(new(elements, kept), spikes, run.Verdict);
    }
}
