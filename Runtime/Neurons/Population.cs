using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// One population of a network: its neurons, what its synapses delivered, and its recent spikes. Reserved in the arena on
/// construction, usable after <see cref="Load"/>.
/// </summary>
internal abstract class Population
{
    private readonly Region _spikes;
    private readonly int _longestDelay;

    protected Population(PopulationPlan plan, NeuronTraits traits, Arena arena)
    {
        Model = plan.Model;
        VectorBits = plan.VectorBits;
        _longestDelay = plan.LongestDelay;
        _spikes = arena.Reserve(DelayRing.CellsFor(_longestDelay, Model.MostSpikes));
        State = new NeuronState(Model, traits, arena);
        Input = new Accumulators(plan.Groups, State.Padded, arena);
    }

    /// <summary>The blueprint.</summary>
    public PopulationModel Model { get; }

    /// <summary>State and parameters of the neurons.</summary>
    public NeuronState State { get; }

    /// <summary>What synapses delivered in this tick.</summary>
    public Accumulators Input { get; }

    /// <summary>Spikes of this tick and of those before that a projection still needs.</summary>
    public DelayRing Spikes { get; private set; } = null!;

    /// <summary>Width of the vector twin to run, 0 for scalar code [bits].</summary>
    protected int VectorBits { get; }

    /// <summary>Writes the parameters into the allocated arena.</summary>
    public void Load()
    {
        Spikes = new DelayRing(_spikes, _longestDelay, Model.MostSpikes);
        State.Load();
        Input.Load();
    }

    /// <summary>Takes this tick's input into every neuron, lets it fire, and zeroes the accumulators.</summary>
    /// <param name="counters">Saturations are counted there.</param>
    public abstract void Update(Counters counters);

    /// <summary>Puts every neuron to rest and forgets spikes.</summary>
    public void Reset()
    {
        State.Reset();
        Input.Reset();
        Spikes.Reset();
    }
}
