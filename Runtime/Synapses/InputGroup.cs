namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// The projections into one population that carry the same scales: their weights may be summed as plain integers in one
/// accumulator. Also knows how large such a sum can get, whatever spikes. A graded projection is a group of its own.
/// </summary>
internal sealed class InputGroup
{
    private InputGroup(int[] scale, long[] bound, bool graded)
    {
        Scale = scale;
        Bound = bound;
        IsGraded = graded;
    }

    /// <summary>Potential units per weight unit; length = post size, or 1 when all are equal.</summary>
    public int[] Scale { get; }

    /// <summary>
    /// Largest magnitude of the sum in one tick: the sum over synapses of |weight| times the most spikes that take its row.
    /// For a graded group the sum of |weight|. Length = post size.
    /// </summary>
    public long[] Bound { get; }

    /// <summary>True for a graded projection: its input is written in potential units, its scale already taken.</summary>
    public bool IsGraded { get; }

    /// <summary>True when no sum leaves 16 bits and no sum times its scale leaves 32.</summary>
    public bool IsNarrow
    {
        get
        {
            if (IsGraded || !ProductFits) return false;
            foreach (var bound in Bound)
                if (bound > short.MaxValue) return false;
            return true;
        }
    }

    /// <summary>True when no sum times its scale leaves 32 bits.</summary>
    public bool ProductFits
    {
        get
        {
            if (IsGraded) return true;
            for (var post = 0; post < Bound.Length; post++)
                if (Bound[post] * ScaleOf(post) > int.MaxValue) return false;
            return true;
        }
    }

    /// <summary>The same for some of the post neurons.</summary>
    public InputGroup Within(NeuronRange range) => new(range.Of(Scale), Bound[range.First..range.End], IsGraded);

    /// <summary>The scale of one post neuron.</summary>
    public int ScaleOf(int post) => Scale[Scale.Length == 1 ? 0 : post];

    /// <summary>Groups the projections into every population, in one pass over all synapses.</summary>
    /// <param name="model">A blueprint whose array lengths and ranges are checked.</param>
    public static InputPlan Plan(NetworkModel model)
    {
        var plan = new InputPlan(new InputGroup[model.Populations.Length][], new int[model.Projections.Length]);
        var known = new Dictionary<int[], int>[model.Populations.Length];
        for (var population = 0; population < known.Length; population++)
        {
            plan.Groups[population] = [];
            known[population] = new Dictionary<int[], int>(ScaleComparer.Instance);
        }

        for (var index = 0; index < model.Projections.Length; index++)
        {
            var projection = model.Projections[index];
            ref var groups = ref plan.Groups[projection.Post];
            var size = model.Populations[projection.Post].Size;
            var scale = Normalize(projection, size);
            if (projection.Graded || !known[projection.Post].TryGetValue(scale, out var group))
            {
                group = groups.Length;
                groups = [.. groups, new InputGroup(scale, new long[size], projection.Graded)];
                if (!projection.Graded) known[projection.Post].Add(scale, group);
            }

            plan.GroupOf[index] = group;
            SynapseBound.Add(projection, model.Populations[projection.Pre], groups[group].Bound);
        }

        return plan;
    }

    /// <summary>One scale when all are equal, else one per post neuron.</summary>
    private static int[] Normalize(ProjectionModel projection, int size)
    {
        var scale = projection.Scale;
        if (scale.AsSpan().IndexOfAnyExcept(scale[0]) < 0) return [scale[0]];
        if (scale.Length == size) return scale;
        var expanded = new int[size];
        for (var post = 0; post < size; post += scale.Length) scale.CopyTo(expanded, post);
        return expanded;
    }
}
