namespace EdgeSnn.Runtime;

/// <summary>The rules of <see cref="NetworkModelValidation"/> for one projection, given checked populations.</summary>
internal static class ProjectionRules
{
    private const int MaxGradedShift = 62;

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
        NetworkModelValidation.RequireRange($"{field}.storage", (int)projection.Storage, 0, (int)SynapseStorage.Convolution);
        var post = model.Populations[projection.Post].Size;
        var rows = CheckPooling(field, projection, model.Populations[projection.Pre]);
        CheckGraded(field, projection, model.Populations[projection.Pre]);
        var isConvolution = projection.Storage == SynapseStorage.Convolution;
        NetworkModelValidation.Require(
            isConvolution == projection.Convolution is not null, $"{field}.convolution",
            isConvolution ? "nothing" : "a geometry", isConvolution ? "a geometry" : $"nothing: storage is {projection.Storage}");
        if (isConvolution) ConvolutionRules.Check(field, projection, rows, model.Populations[projection.Post]);
        CheckScale(field, projection, isConvolution ? projection.Convolution!.OutChannels : post);
        CheckLayout(field, projection, rows, post);
        CheckWeights(field, projection);
    }

    /// <summary>Checks the rows that spikes take, and returns how many rows of synapses there are.</summary>
    private static int CheckPooling(string field, ProjectionModel projection, PopulationModel pre)
    {
        NetworkModelValidation.RequireNotNull($"{field}.preRows", projection.PreRows);
        if (projection.PreRows.Length == 0)
        {
            NetworkModelValidation.Require(projection.Rows == 0, $"{field}.rows", projection.Rows, "0 without preRows");
            return pre.Size;
        }

        var preRows = $"{field}.preRows";
        RequireLength(preRows, projection.PreRows.Length, pre.Size);
        NetworkModelValidation.RequireRange($"{field}.rows", projection.Rows, 1, NetworkModelValidation.MaxPopulationSize);
        for (var neuron = 0; neuron < projection.PreRows.Length; neuron++)
            NetworkModelValidation.RequireRange(preRows, neuron, projection.PreRows[neuron], -1, projection.Rows - 1);
        return projection.Rows;
    }

    private static void CheckGraded(string field, ProjectionModel projection, PopulationModel pre)
    {
        NetworkModelValidation.RequireRange(
            $"{field}.gradedShift", projection.GradedShift, 0, projection.Graded ? MaxGradedShift : 0);
        if (!projection.Graded) return;
        NetworkModelValidation.Require(
            pre.Kind != NeuronKind.Input, $"{field}.graded", "graded transmission from the input", "a pre population with potentials");
        NetworkModelValidation.Require(projection.DelayTicks == 0, $"{field}.delayTicks", projection.DelayTicks, "0 with graded transmission");
        NetworkModelValidation.Require(
            projection.PreRows.Length == 0, $"{field}.preRows.length", projection.PreRows.Length, "0 with graded transmission");
    }

    private static void CheckScale(string field, ProjectionModel projection, int channels)
    {
        NetworkModelValidation.RequireNotNull($"{field}.scale", projection.Scale);
        NetworkModelValidation.Require(
            projection.Scale.Length == 1 || projection.Scale.Length == channels, $"{field}.scale.length", projection.Scale.Length,
            $"1 or {channels}");
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

        var weights = projection.Storage == SynapseStorage.Dense
            ? (long)pre * post
            : ConvolutionRules.WeightCount(projection.Convolution!);
        RequireLength($"{field}.weights", projection.Weights.Length, weights);
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
