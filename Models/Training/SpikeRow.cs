using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Training;

/// <summary>One encoded row of a batch: the spikes of every tick and what the loss should know.</summary>
public sealed class SpikeRow
{
    public required int[] Offsets { get; init; }

    public required ushort[] Channels { get; init; }

    public required RowTarget Target { get; init; }

    public int Ticks => Offsets.Length - 1;

    /// <summary>Runs the shipped encoder over <paramref name="samples"/>, keeping the ticks after the first <paramref name="skip"/>.</summary>
    public static SpikeRow Encode(FilterBankEncoder encoder, ReadOnlySpan<short> samples, int skip, RowTarget target)
    {
        encoder.Reset();
        var spikes = new SpikeList(encoder.ChannelCount);
        var ticks = samples.Length / encoder.SamplesPerTick - skip;
        var offsets = new int[ticks + 1];
        var channels = new List<ushort>(ticks * 16);
        for (var tick = -skip; tick < ticks; tick++)
        {
            encoder.Encode(samples.Slice((tick + skip) * encoder.SamplesPerTick, encoder.SamplesPerTick), spikes, out _);
            if (tick < 0) continue;
            foreach (var channel in spikes.Neurons) channels.Add((ushort)channel);
            offsets[tick + 1] = channels.Count;
        }

        return new SpikeRow { Offsets = offsets, Channels = channels.ToArray(), Target = target };
    }

    /// <summary>Gathers rows of equal length into a batch; with dice, channels, stretches and single spikes are dropped.</summary>
    public static RowTarget[] Fill(SpikeBatch batch, ReadOnlySpan<SpikeRow> rows, int ticks, Dice? dice)
    {
        batch.Begin(rows.Length, ticks);
        var targets = new RowTarget[rows.Length];
        Span<bool> masked = stackalloc bool[256];
        for (var r = 0; r < rows.Length; r++)
        {
            var row = rows[r];
            targets[r] = row.Target;
            masked.Clear();
            var (from, to, drop) = (0, 0, 0f);
            if (dice is not null)
            {
                Mask(masked, batch.NeuronCount / 3, dice);
                from = dice.Pick(ticks);
                to = from + dice.Pick(10);
                drop = dice.Uniform(0f, 0.1f);
            }

            for (var tick = 0; tick < ticks; tick++)
            {
                if (tick < row.Ticks && (tick < from || tick >= to))
                    for (var k = row.Offsets[tick]; k < row.Offsets[tick + 1]; k++)
                        if (dice is null || (!masked[row.Channels[k]] && !dice.Chance(drop))) batch.Add(row.Channels[k]);
                batch.EndTick();
            }
        }

        return targets;
    }

    /// <summary>Up to four neighboring bands fall silent, in all three kinds of channels.</summary>
    private static void Mask(Span<bool> masked, int bands, Dice dice)
    {
        var width = dice.Pick(5);
        var first = dice.Pick(bands - 4);
        for (var band = first; band < first + width; band++)
            masked[band] = masked[bands + band] = masked[2 * bands + band] = true;
    }
}
