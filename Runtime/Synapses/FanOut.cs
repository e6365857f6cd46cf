namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Sparse synapses: one list of words per pre neuron, post neuron in the high 16 bits, weight in the low 16. Synapses of
/// weight 0 are left out. Hot loop one of two, in its sparse form: one synaptic event per iteration.
/// </summary>
internal sealed class FanOut : Projection
{
    private readonly Region _starts;
    private readonly Region _words;

    /// <summary>Reserves the lists.</summary>
    public FanOut(ProjectionModel model, int pre, int synapses, Arena arena) : base(model)
    {
        _starts = arena.Reserve(pre + 1L);
        _words = arena.Reserve(synapses);
    }

    /// <inheritdoc/>
    public override void Load()
    {
        var starts = _starts.Cells;
        var words = _words.Cells;
        var synapses = new SynapseReader(Model, starts.Length - 1);
        var count = 0;
        for (var pre = 0; pre < starts.Length - 1; pre++)
        {
            starts[pre] = count;
            for (synapses.MoveTo(pre); synapses.TryRead(out var post, out var weight);)
                if (weight != 0) words[count++] = (post << 16) | (ushort)weight;
        }

        starts[^1] = count;
    }

    /// <inheritdoc/>
    public override long Deliver(ReadOnlySpan<int> spikes, Span<int> sums)
    {
        var starts = _starts.Cells;
        var words = _words.Cells;
        var events = 0L;
        foreach (var pre in spikes)
        {
            var fanOut = words[starts[pre]..starts[pre + 1]];
            foreach (var word in fanOut) sums[word >>> 16] += (short)word;
            events += fanOut.Length;
        }

        return events;
    }

    /// <inheritdoc/>
    public override long DeliverGraded(ReadOnlySpan<int> potentials, Span<long> sums)
    {
        var starts = _starts.Cells;
        var words = _words.Cells;
        var events = 0L;
        for (var pre = 0; pre + 1 < starts.Length; pre++)
        {
            long potential = potentials[pre];
            if (potential == 0) continue;
            var fanOut = words[starts[pre]..starts[pre + 1]];
            foreach (var word in fanOut) sums[word >>> 16] += (short)word * potential;
            events += fanOut.Length;
        }

        return events;
    }
}
