namespace EdgeSnn.Models.Import.Check;

/// <summary>How two rasters of the same signal differ.</summary>
public sealed record SpikeDifference
{
    /// <summary>Ticks compared [ticks].</summary>
    public required int Ticks { get; init; }

    /// <summary>Spikes of the network.</summary>
    public required long Spikes { get; init; }

    /// <summary>Spikes of the recording.</summary>
    public required long ExpectedSpikes { get; init; }

    /// <summary>Spikes that only one of the two has: of the same element in the same tick.</summary>
    public required long Differing { get; init; }

    /// <summary>First tick in which they differ, or -1; of the network's clock [ticks].</summary>
    public required int FirstTick { get; init; }

    /// <summary>First element in NIR order that differs in that tick, or -1.</summary>
    public required int FirstElement { get; init; }

    /// <summary>Share of spikes that both have, 2 c / (a + b), 0 .. 1; 1 when neither has any.</summary>
    public double Coincidence =>
        Spikes + ExpectedSpikes == 0 ? 1 : (Spikes + ExpectedSpikes - Differing) / (double)(Spikes + ExpectedSpikes);

    /// <summary>Compares a network's spikes with a recording.</summary>
    /// <param name="actual">Of the network.</param>
    /// <param name="expected">Of the recording.</param>
    /// <param name="late">
    /// Ticks by which the recording is later than the network: tick t of the network is tick t + late of the recording; what
    /// then has no counterpart is left out [ticks].
    /// </param>
    public static SpikeDifference Compare(SpikeRaster actual, SpikeRaster expected, int late)
    {
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(expected);
        var first = Math.Max(0, -late);
        var end = Math.Min(actual.Ticks.Count, expected.Ticks.Count - late);
        long spikes = 0, expectedSpikes = 0, differing = 0;
        int firstTick = -1, firstElement = -1;
        for (var tick = first; tick < end; tick++)
        {
            var (ours, theirs) = (actual.Ticks[tick], expected.Ticks[tick + late]);
            spikes += ours.Length;
            expectedSpikes += theirs.Length;
            var (count, element) = Compare(ours, theirs);
            differing += count;
            if (count > 0 && firstTick < 0)
                (firstTick, firstElement) = (tick, element);
        }

        return new()
        {
            Ticks = Math.Max(0, end - first),
            Spikes = spikes,
            ExpectedSpikes = expectedSpikes,
            Differing = differing,
            FirstTick = firstTick,
            FirstElement = firstElement,
        };
    }

    /// <summary>Adds the differences of another sample; the first tick stays that of the first sample that differs.</summary>
    /// <param name="next">Of a later sample.</param>
    public SpikeDifference Plus(SpikeDifference next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return this with
        {
            Ticks = Ticks + next.Ticks,
            Spikes = Spikes + next.Spikes,
            ExpectedSpikes = ExpectedSpikes + next.ExpectedSpikes,
            Differing = Differing + next.Differing,
            FirstTick = FirstTick < 0 ? next.FirstTick : FirstTick,
            FirstElement = FirstTick < 0 ? next.FirstElement : FirstElement,
        };
    }

    // Both ascend: one pass. The first element that differs is the smallest that only one side has.
    private static (int Count, int Element) Compare(int[] left, int[] right)
    {
        int count = 0, element = -1;
        for (int a = 0, b = 0; a < left.Length || b < right.Length;)
        {
            if (a < left.Length && b < right.Length && left[a] == right[b])
            {
                (a, b) = (a + 1, b + 1);
                continue;
            }

            var isLeft = b == right.Length || (a < left.Length && left[a] < right[b]);
            if (element < 0)
                element = isLeft ? left[a] : right[b];
            (a, b) = isLeft ? (a + 1, b) : (a, b + 1);
            count++;
        }

        return (count, element);
    }
}
