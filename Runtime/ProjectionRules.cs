namespace EdgeSnn.Runtime;

/// <summary>The rules of <see cref="NetworkModelValidation"/> for one projection, given checked populations.</summary>
internal static class ProjectionRules
{
    public static void Check(NetworkModel model, int index)
    {
        var field = $"projections[{index}]";
        var projection = model.Projections[index];
        NetworkModelValidation.RequireNotNull(field, projection);
        NetworkModelValidation.RequireRange($"{field}.pre", projection.Pre, 0, model.Populations.Length - 1);
        NetworkModelValidation.RequireRange($"{field}.post", projection.Post, 1, model.Populations.Length - 1);
        NetworkModelValidation.RequireRange(
            $"{field}.delayTicks", projection.DelayTicks, 0, NetworkModelValidation.MaxDelayTicks);
        NetworkModelValidation.Require(
            projection.DelayTicks > 0 || projection.Pre < projection.Post, $"{field}.delayTicks", projection.DelayTicks,
            "at least 1 from a population to itself or to an earlier one");
        NetworkModelValidation.Require(
            projection.WeightBits is 4 or 8 or 16, $"{field}.weightBits", projection.WeightBits, "4, 8 or 16");
        NetworkModelValidation.RequireRange($"{field}.storage", (int)projection.Storage, 0, (int)SynapseStorage.Sparse);
        var pre = model.Populations[projection.Pre].Size;
        var post = model.Populations[projection.Post].Size;
        CheckScale(field, projection, post);
        CheckLayout(field, projection, pre, post);
        CheckWeights(field, projection);
    }

    private static void CheckScale(string field, ProjectionModel projection, int post)
    {
        NetworkModelValidation.RequireNotNull($"{field}.scale", projection.Scale);
        NetworkModelValidation.Require(
            projection.Scale.Length == 1 || projection.Scale.Length == post, $"{field}.scale.length", projection.Scale.Length,
            $"1 or {post}");
        for (var index = 0; index < projection.Scale.Length; index++)
            NetworkModelValidation.RequireRange($"{field}.scale", index, projection.Scale[index], 1, int.MaxValue);
    }

    private static void CheckLayout(string field, ProjectionModel projection, int pre, int post)
    {
        NetworkModelValidation.RequireNotNull($"{field}.weights", projection.Weights);
        NetworkModelValidation.RequireNotNull($"{field}.fanOutStarts", projection.FanOutStarts);
        NetworkModelValidation.RequireNotNull($"{field}.postNeurons", projection.PostNeurons);
        if (projection.Storage == SynapseStorage.Sparse)
        {
            CheckFanOut(field, projection, pre, post);
            return;
        }

        RequireLength($"{field}.weights", projection.Weights.Length, (long)pre * post);
        RequireLength($"{field}.fanOutStarts", projection.FanOutStarts.Length, 0);
        RequireLength($"{field}.postNeurons", projection.PostNeurons.Length, 0);
    }

    private static void CheckFanOut(string field, ProjectionModel projection, int pre, int post)
    {
        var starts = projection.FanOutStarts;
        var (startField, postField) = ($"{field}.fanOutStarts", $"{field}.postNeurons");
        RequireLength($"{field}.fanOutStarts", starts.Length, pre + 1L);
        RequireLength($"{field}.weights", projection.Weights.Length, projection.PostNeurons.Length);
        NetworkModelValidation.RequireRange($"{field}.fanOutStarts", 0, starts[0], 0, 0);
        for (var neuron = 0; neuron < pre; neuron++)
        {
            NetworkModelValidation.RequireRange(
                startField, neuron + 1, starts[neuron + 1], starts[neuron], projection.PostNeurons.Length);
            var lowest = 0;
            for (var synapse = starts[neuron]; synapse < starts[neuron + 1]; synapse++)
            {
                NetworkModelValidation.RequireRange(
                    postField, synapse, projection.PostNeurons[synapse], lowest, post - 1);
                lowest = projection.PostNeurons[synapse] + 1;
            }
        }

        RequireLength($"{field}.postNeurons", projection.PostNeurons.Length, starts[pre]);
    }

    private static void CheckWeights(string field, ProjectionModel projection)
    {
        var low = -(1 << (projection.WeightBits - 1));
        field = $"{field}.weights";
        for (var index = 0; index < projection.Weights.Length; index++)
            NetworkModelValidation.RequireRange(field, index, projection.Weights[index], low, -low - 1);
    }

    private static void RequireLength(string field, int found, long expected) =>
        NetworkModelValidation.RequireRange($"{field}.length", found, expected, expected);
}
