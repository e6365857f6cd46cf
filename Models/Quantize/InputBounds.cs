using EdgeSnn.Models.Reference;

namespace EdgeSnn.Models.Quantize;

/// <summary>
/// What can reach each neuron of a population in one tick when every pre neuron spikes as often as it may: the sum of its
/// positive and of its negative weights, each times the spikes that can take it.
/// </summary>
internal static class InputBounds
{
    /// <summary>Largest positive and largest negative input of each post neuron, both as magnitudes [potential].</summary>
    /// <param name="model">The blueprint.</param>
    /// <param name="projections">The projections that count; all end in one population.</param>
    /// <param name="postSize">Neurons of that population.</param>
    /// <param name="potentials">Largest potential of each population that a graded projection comes from [potential].</param>
    /// <param name="mostSpikes">Most spikes of one neuron in one tick that are looked at, whatever the model allows.</param>
    public static (double[] Up, double[] Down) OneTick(
        ReferenceModel model, IEnumerable<ReferenceProjection> projections, int postSize, double[] potentials, int mostSpikes = int.MaxValue)
    {
        var (up, down) = (new double[postSize], new double[postSize]);
        foreach (var projection in projections)
        {
            var rows = SpikesPerRow(model, projection, mostSpikes);
            var positive = projection with { Weights = Array.ConvertAll(projection.Weights, w => Math.Max(w, 0)) };
            var negative = projection with { Weights = Array.ConvertAll(projection.Weights, w => Math.Max(-w, 0)) };
            if (projection.Graded)
            {
                // A potential has either sign, so that every weight counts in both directions.
                Array.Fill(rows, potentials[projection.Pre]);
                positive = negative = projection with { Weights = Array.ConvertAll(projection.Weights, Math.Abs) };
            }
            Add(new(positive, postSize), rows, up);
            Add(new(negative, postSize), rows, down);
        }
        return (up, down);
    }

    private static void Add(ReferenceSynapses synapses, double[] rows, double[] sums)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            if (rows[row] > 0)
                synapses.Deliver(row, rows[row], sums);
        }
    }

    private static double[] SpikesPerRow(ReferenceModel model, ReferenceProjection projection, int mostSpikes)
    {
        var rows = new double[SynapseLayout.Rows(model, projection)];
        var most = Math.Min(mostSpikes, model.Populations[projection.Pre].MaxSpikesPerTick);
        if (projection.PreRows.Length == 0)
            Array.Fill(rows, most);
        foreach (var row in projection.PreRows)
        {
            if (row >= 0)
                rows[row] += most;
        }
        return rows;
    }
}
