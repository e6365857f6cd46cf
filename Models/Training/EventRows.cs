using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Training;

/// <summary>Rows of events: every clip once an epoch, each time changed in another way.</summary>
public sealed class EventRows : IRowSource
{
    private readonly EventClip[] _clips;
    private readonly EventGridEncoder _encoder;
    private readonly EventAugmentation _augmentation;
    private readonly int _ticks;

    /// <param name="clips">Clips to train on.</param>
    /// <param name="grid">The encoder that ships with the network.</param>
    /// <param name="augmentation">How clips are changed.</param>
    /// <param name="ticks">Ticks of a row; longer clips are cut, shorter ones followed by silence.</param>
    public EventRows(EventClip[] clips, EventGridOptions grid, EventAugmentationOptions augmentation, int ticks)
    {
        _clips = clips;
        _encoder = new EventGridEncoder(grid);
        _augmentation = new EventAugmentation(augmentation);
        _ticks = ticks;
    }

    public int RowsPerEpoch => _clips.Length;

    public IEnumerable<RowBatch> Epoch(int seed, int epoch, int batchSize)
    {
        var order = (EventClip[])_clips.Clone();
        Dice.For(seed, epoch, -1).Shuffle(order);
        for (var batch = 0; batch < order.Length / batchSize; batch++)
        {
            var rows = new SpikeRow[batchSize];
            for (var r = 0; r < rows.Length; r++)
            {
                var index = batch * batchSize + r;
                var clip = order[index];
                rows[r] = Encode(_encoder, _augmentation.Vary(clip.Events, Dice.For(seed, epoch, index)), _ticks, Target(clip));
            }

            yield return new RowBatch(rows, _ticks, IsMasked: false);
        }
    }

    /// <summary>Clips as they are, each with the ticks it has: for scoring.</summary>
    public static SpikeRow[] Plain(IReadOnlyList<EventClip> clips, EventGridOptions grid)
    {
        var encoder = new EventGridEncoder(grid);
        var rows = new SpikeRow[clips.Count];
        for (var k = 0; k < rows.Length; k++) rows[k] = Encode(encoder, clips[k].Events, int.MaxValue, Target(clips[k]));
        return rows;
    }

    private static RowTarget Target(EventClip clip) => new(clip.Label, clip.Start, clip.End);

    /// <summary>Runs the shipped encoder.</summary>
    private static SpikeRow Encode(EventGridEncoder encoder, ReadOnlySpan<DvsEvent> events, int ticks, RowTarget target)
    {
        encoder.Reset();
        var spikes = new SpikeList(encoder.MostSpikesPerTick);
        var offsets = new List<int> { 0 };
        var channels = new List<ushort>(events.Length);
        // The mark that a sensor gives after its last event, so that the last tick counts.
        Span<DvsEvent> end = [DvsEvent.TimeMark(events.IsEmpty ? 0 : events[^1].Microseconds + encoder.Options.TickMicroseconds)];
        Take(events);
        Take(end);
        return new SpikeRow { Offsets = offsets.ToArray(), Channels = channels.ToArray(), Target = target };

        void Take(ReadOnlySpan<DvsEvent> rest)
        {
            while (!rest.IsEmpty && offsets.Count <= ticks)
            {
                rest = rest[encoder.Encode(rest, spikes, out var isComplete)..];
                if (!isComplete) continue;
                foreach (var channel in spikes.Neurons) channels.Add((ushort)channel);
                offsets.Add(channels.Count);
            }
        }
    }
}
