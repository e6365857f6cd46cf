using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Neurons;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime;

/// <summary>
/// All state of a running network, in one arena allocated by the constructor. <see cref="Step"/> is one tick. Owned by one
/// thread; allocates nothing and throws nothing after construction.
/// </summary>
public sealed class Network
{
    private readonly Population[] _populations;
    private readonly IncomingProjection[][] _incoming;

    /// <summary>Checks the blueprint and allocates the network, at rest.</summary>
    /// <param name="model">The blueprint; shared, not copied.</param>
    /// <exception cref="ModelFormatException">The blueprint breaks a rule.</exception>
    public Network(NetworkModel model) : this(model, Simd.VectorBits)
    {
    }

    /// <summary>As above with vector twins of a width of one's choice, as far as the machine has it; 0 for scalar code [bits].</summary>
    internal Network(NetworkModel model, int vectorBits)
    {
        var inputs = NetworkModelValidation.CheckFields(model);
        Model = model;
        var arena = new Arena();
        (_populations, _incoming) = Plan(model, inputs, int.Min(vectorBits, Simd.WidestTestableBits), arena);
        NetworkModelValidation.CheckBytes(arena.Bytes);
        arena.Allocate();
        foreach (var population in _populations) population.Load();
        foreach (var projections in _incoming)
            foreach (var incoming in projections) incoming.Load();
        ArenaBytes = arena.Bytes;
        Counters = new Counters(model.Populations.Length, model.Projections.Length);
    }

    /// <summary>The blueprint.</summary>
    public NetworkModel Model { get; }

    /// <summary>Ticks stepped since construction or the last reset: the tick just stepped is this minus 1 [ticks].</summary>
    public long Tick => Counters.Ticks;

    /// <summary>What happened since construction or the last reset.</summary>
    public Counters Counters { get; }

    /// <summary>Size of this network's arena [bytes].</summary>
    internal long ArenaBytes { get; }

    /// <summary>
    /// Size of the arena: state, parameters, accumulators, delay rings and synapses in the layout that runs, each aligned to
    /// 64 bytes [bytes]. The few objects that point into it add some hundred bytes per population and projection.
    /// </summary>
    /// <param name="model">The blueprint.</param>
    /// <exception cref="ModelFormatException">The blueprint breaks a rule.</exception>
    public static long RequiredBytes(NetworkModel model)
    {
        var bytes = PlannedBytes(model, NetworkModelValidation.CheckFields(model));
        NetworkModelValidation.CheckBytes(bytes);
        return bytes;
    }

    /// <summary>Runs one tick: every population in listed order takes what its projections deliver, and is updated.</summary>
    /// <param name="input">
    /// Spikes of the input population, ascending; a channel stands in it as often as it spiked, at most
    /// <see cref="PopulationModel.MaxSpikesPerTick"/> times. Others are dropped and counted.
    /// </param>
    public void Step(SpikeList input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Begin(input.Neurons);
        var counters = Counters;
        var populations = _populations;
        for (var index = 1; index < populations.Length; index++)
        {
            foreach (var incoming in _incoming[index]) incoming.Deliver(counters);
            var population = populations[index];
            population.Update(counters);
            counters.CountSpikes(index, population.Spikes.Now.Count);
        }

        counters.Ticks++;
    }

    /// <summary>Spikes of a population in the tick just stepped, ascending; valid until the next step.</summary>
    /// <param name="population">Index in the blueprint.</param>
    public SpikeList Spikes(int population) => _populations[population].Spikes.Now;

    /// <summary>Membrane potentials of a population after the tick just stepped; live: they change with the next step.</summary>
    /// <param name="population">Index in the blueprint; potentials of the input population are 0.</param>
    public ReadOnlySpan<Potential> Potentials(int population)
    {
        var owner = _populations[population];
        return MemoryMarshal.Cast<int, Potential>(owner.State.Potential[..owner.Model.Size]);
    }

    /// <summary>Puts everything to rest and the counters to 0: the state is as after construction.</summary>
    public void Reset()
    {
        foreach (var population in _populations) population.Reset();
        Counters.Reset();
    }

    /// <summary>The size of the arena for a blueprint whose fields are checked [bytes].</summary>
    internal static long PlannedBytes(NetworkModel model, InputPlan inputs)
    {
        var arena = new Arena();
        Plan(model, inputs, 0, arena);
        return arena.Bytes;
    }

    private static (Population[] Populations, IncomingProjection[][] Incoming) Plan(
        NetworkModel model, InputPlan inputs, int vectorBits, Arena arena)
    {
        var populations = new Population[model.Populations.Length];
        for (var index = 0; index < populations.Length; index++)
        {
            var plan = new PopulationPlan(
                model.Populations[index], inputs.Groups[index], LongestDelay(model, index), vectorBits);
            populations[index] = Catalog.NeuronModel(plan.Model.Kind).Plan(plan, arena);
        }

        var incoming = new IncomingProjection[populations.Length][];
        var shared = new SynapsePlan(populations, vectorBits, arena.Reserve(MostPooledSpikes(model)), arena);
        for (var post = 0; post < populations.Length; post++)
        {
            var count = 0;
            var into = new IncomingProjection[model.Projections.Length];
            for (var index = 0; index < model.Projections.Length; index++)
                if (model.Projections[index].Post == post)
                    into[count++] = new IncomingProjection(model, index, inputs.GroupOf[index], shared);
            incoming[post] = into[..count];
        }

        return (populations, incoming);
    }

    /// <summary>Longest delay of the projections out of a population [ticks].</summary>
    internal static int LongestDelay(NetworkModel model, int pre)
    {
        var longest = 0;
        foreach (var projection in model.Projections)
            if (projection.Pre == pre) longest = int.Max(longest, projection.DelayTicks);
        return longest;
    }

    private static long MostPooledSpikes(NetworkModel model)
    {
        var most = 0L;
        foreach (var projection in model.Projections)
            if (projection.PreRows.Length > 0) most = long.Max(most, model.Populations[projection.Pre].MostSpikes);
        return most;
    }

    /// <summary>First stage of a tick: takes the encoder's spikes.</summary>
    internal void Begin(ReadOnlySpan<int> spikes)
    {
        foreach (var population in _populations) population.Spikes.Advance();
        var input = _populations[0];
        var now = input.Spikes.Now;
        var most = input.Model.MaxSpikesPerTick;
        var size = input.Model.Size;
        var (previous, repeats, count) = (-1, 0, 0);
        // Kept spikes ascend and none repeats more than the list has room for.
        ref var kept = ref now.First;
        foreach (var neuron in spikes)
        {
            repeats = neuron == previous ? repeats + 1 : 1;
            if (neuron < 0 || neuron < previous || neuron >= size || repeats > most)
            {
                Counters.DroppedSpikes++;
                continue;
            }

            Unsafe.Add(ref kept, count++) = neuron;
            previous = neuron;
        }

        now.SetCount(count);
        Counters.CountSpikes(0, now.Count);
    }

    /// <summary>Second stage, per population: every projection into it adds what its delayed spikes bring.</summary>
    internal void Deliver(int population)
    {
        foreach (var incoming in _incoming[population]) incoming.Deliver(Counters);
    }

    /// <summary>Third stage, per population: every neuron takes its input and may fire.</summary>
    internal void Update(int population)
    {
        var updated = _populations[population];
        updated.Update(Counters);
        Counters.CountSpikes(population, updated.Spikes.Now.Count);
    }
}
