namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// The projections into one population that carry the same scales: their weights may be summed as plain integers in one
/// accumulator. Also knows how large such a sum can get, whatever spikes.
/// </summary>
internal sealed class InputGroup
{
    private InputGroup(int[] scale)
    {
        Scale = scale;
        Bound = new long[scale.Length];
    }

    /// <summary>Potential units per weight unit; length = post size.</summary>
    public int[] Scale { get; }

    /// <summary>Largest magnitude of the sum in one tick: the sum of |weight| over all synapses; length = post size.</summary>
    public long[] Bound { get; }

    /// <summary>True when no sum times its scale leaves 32 bits.</summary>
    public bool ProductFits
    {
        get
        {
            for (var post = 0; post < Scale.Length; post++)
                if (Bound[post] * Scale[post] > int.MaxValue) return false;
            return true;
        }
    }

    /// <summary>Groups the projections into a population.</summary>
    /// <param name="model">A blueprint whose array lengths and ranges are checked.</param>
    /// <param name="population">The post population.</param>
    /// <param name="groupOf">Receives the group of each projection into it; length = number of projections.</param>
    public static InputGroup[] Plan(NetworkModel model, int population, Span<int> groupOf)
    {
        var groups = new InputGroup[model.Projections.Length];
        var count = 0;
        for (var index = 0; index < model.Projections.Length; index++)
        {
            var projection = model.Projections[index];
            if (projection.Post != population) continue;
            var scale = Expand(projection.Scale, model.Populations[population].Size);
            var group = 0;
            while (group < count && !groups[group].Scale.AsSpan().SequenceEqual(scale)) group++;
            if (group == count) groups[count++] = new InputGroup(scale);
            groupOf[index] = group;
            groups[group].AddBound(projection);
        }

        return groups[..count];
    }

    private void AddBound(ProjectionModel projection)
    {
        var weights = projection.Weights;
        for (var synapse = 0; synapse < weights.Length; synapse++)
        {
            var post = projection.Storage == SynapseStorage.Dense
                ? synapse % Bound.Length
                : projection.PostNeurons[synapse];
            Bound[post] += int.Abs(weights[synapse]);
        }
    }

    private static int[] Expand(int[] scale, int size)
    {
        if (scale.Length == size) return scale;
        var expanded = new int[size];
        Array.Fill(expanded, scale[0]);
        return expanded;
    }
}
