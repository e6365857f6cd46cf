using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Graded transmission: x_j = narrow(trunc(scale_j * sum over k of weight(k, j) * v_k / 2^shift)). Validation has shown that the
/// sum times its scale fits 64 bits, so all up to the shift is exact. No vector twin: such projections join signals, not spikes.
/// </summary>
internal sealed class Graded
{
    private readonly ProjectionModel _model;
    private readonly Projection _synapses;
    private readonly Region _exact;
    private readonly Region _scale;
    private readonly int _first;

    /// <summary>Reserves the sums.</summary>
    public Graded(ProjectionModel model, Projection synapses, int postSize, in SynapsePlan plan)
    {
        _first = plan.Range.First;
        _model = model;
        _synapses = synapses;
        _exact = plan.Arena.Reserve(2L * postSize);
        _scale = plan.Arena.Reserve(postSize);
    }

    /// <summary>Writes the parameters into the allocated arena.</summary>
    public void Load()
    {
        var scale = _scale.Cells;
        for (var post = 0; post < scale.Length; post++) scale[post] = _model.Scale[(_first + post) % _model.Scale.Length];
    }

    /// <summary>Writes what the pre potentials bring to every post neuron.</summary>
    /// <param name="potentials">Potentials of the pre population.</param>
    /// <param name="sums">Receive the input of the post neurons, in 32 bits [2^-F].</param>
    /// <param name="counters">Saturations are counted there.</param>
    /// <returns>Synaptic events: synapses of non-zero weight behind potentials other than 0.</returns>
    public long Deliver(ReadOnlySpan<int> potentials, SumGroup sums, Counters counters)
    {
        var exact = _exact.As<long>();
        var input = sums.Cells;
        sums.Marks.MarkAll();
        var scale = _scale.Cells;
        exact.Clear();
        var events = _synapses.DeliverGraded(potentials, exact);
        var divisor = 1L << _model.GradedShift;
        var saturations = 0L;
        for (var post = 0; post < exact.Length; post++)
            input[post] = Round.NarrowSaturating(exact[post] * scale[post] / divisor, ref saturations);
        counters.Saturations += saturations;
        return events;
    }
}
