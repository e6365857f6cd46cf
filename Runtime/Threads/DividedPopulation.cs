using EdgeSnn.Runtime.Neurons;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime.Threads;

/// <summary>
/// A population that several threads update: each of its parts is a population of its own, with its own sums and parameters.
/// Potentials lie together, as others read them; spikes are brought together by <see cref="Join"/>.
/// </summary>
internal sealed class DividedPopulation : Population
{
    private readonly NeuronRange[] _ranges;

    /// <summary>Reserves the population and its parts.</summary>
    public DividedPopulation(PopulationPlan plan, NeuronRange[] ranges, Arena arena)
        : base(plan with { Groups = [] }, NeuronTraits.None, arena)
    {
        _ranges = ranges;
        Parts = new Population[ranges.Length];
        Incoming = new IncomingProjection[ranges.Length][];
        for (var part = 0; part < Parts.Length; part++)
            Parts[part] = Catalog.NeuronModel(plan.Model.Kind).Plan(PlanOf(plan, ranges[part]), arena);
    }

    /// <summary>The parts, in ascending order of their neurons.</summary>
    public Population[] Parts { get; }

    /// <summary>The projections into each part; planned once all populations are.</summary>
    public IncomingProjection[][] Incoming { get; }

    /// <summary>Reserves the projections into every part.</summary>
    /// <param name="shared">What projections into the population share.</param>
    /// <param name="mostPooled">Room that each part needs for pooled spikes [spikes].</param>
    /// <param name="plan">Reserves those into one part.</param>
    public void PlanIncoming(SynapsePlan shared, long mostPooled, Func<SynapsePlan, IncomingProjection[]> plan)
    {
        for (var part = 0; part < Parts.Length; part++)
            Incoming[part] = plan(shared with { Post = Parts[part], Range = _ranges[part], Scratch = shared.Arena.Reserve(mostPooled) });
    }

    /// <summary>Joins the projections into each part if they can be.</summary>
    public void PlanJoined()
    {
        for (var part = 0; part < Parts.Length; part++) Parts[part].PlanJoined(Incoming[part]);
    }

    /// <inheritdoc/>
    public override void LoadJoined()
    {
        foreach (var part in Parts) part.LoadJoined();
    }

    /// <summary>Writes the synapses into the allocated arena.</summary>
    public void LoadIncoming()
    {
        foreach (var projections in Incoming)
            foreach (var projection in projections) projection.Load();
    }

    /// <inheritdoc/>
    public override void Load()
    {
        base.Load();
        foreach (var part in Parts) part.Load();
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        foreach (var part in Parts) part.Reset();
    }

    /// <summary>Brings the spikes of the parts together, ascending. Called once all have been updated.</summary>
    public void Join()
    {
        var all = Spikes.Now;
        var room = all.Buffer;
        var count = 0;
        for (var part = 0; part < Parts.Length; part++)
        {
            var spikes = Parts[part].Spikes.Now.Neurons;
            var first = _ranges[part].First;
            var joined = room.Slice(count, spikes.Length);
            for (var spike = 0; spike < spikes.Length; spike++) joined[spike] = first + spikes[spike];
            count += spikes.Length;
        }

        all.SetCount(count);
    }

    /// <summary>None: its parts are updated.</summary>
    protected override (Kernel Reached, Kernel Unreached) ChooseKernels()
    {
        static bool Never(int first, int end, Counters counters) => throw new NotSupportedException();
        return (Never, Never);
    }

    private PopulationPlan PlanOf(PopulationPlan plan, NeuronRange range)
    {
        var model = plan.Model;
        var part = model with
        {
            Size = range.Count,
            Shape = [],
            MembraneDecay = range.Of(model.MembraneDecay),
            SynapticDecay = range.Of(model.SynapticDecay),
            Threshold = range.Of(model.Threshold),
            Bias = range.Of(model.Bias),
            ResetPotential = range.Of(model.ResetPotential),
            InitialPotential = range.Of(model.InitialPotential),
            Floor = range.Of(model.Floor),
            AdaptationDecay = range.Of(model.AdaptationDecay),
            AdaptationStep = range.Of(model.AdaptationStep),
        };
        return new PopulationPlan(part, GroupsOf(plan.Groups, range), 0, plan.VectorBits)
        {
            Potential = State.PotentialOf(range.First, NeuronState.PaddedSize(range.Count)),
        };
    }

    private static InputGroup[] GroupsOf(InputGroup[] groups, NeuronRange range)
    {
        var cut = new InputGroup[groups.Length];
        for (var group = 0; group < cut.Length; group++) cut[group] = groups[group].Within(range);
        return cut;
    }
}
