using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Neurons;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Runtime.Synapses;
using EdgeSnn.Runtime.Threads;

namespace EdgeSnn.Runtime;

/// <summary>
/// All state of a running network, in one arena allocated by the constructor. <see cref="Step"/> is one tick. Owned by one
/// thread, also when <see cref="NetworkOptions.Threads"/> lets others help it; allocates nothing and throws nothing after
/// construction. Dispose of a network with more threads than one, which live until then.
/// </summary>
public sealed class Network : IDisposable
{
    private readonly Population[] _populations;
    private readonly IncomingProjection[][] _incoming;
    private readonly Team? _team;
    // All that a tick on one thread asks.
    private bool _isAlone = true;
    private bool _isDisposed;
    private readonly DelayRing[] _rings;
    private readonly int _longestDelay, _neurons;

    // Ticks in a row in which nothing spiked and all came to rest. More than the longest delay: no spike is on its way either, and
    // a tick without input changes nothing.
    private int _quietTicks;

    /// <summary>Checks the blueprint and allocates the network, at rest.</summary>
    /// <param name="model">The blueprint; shared, not copied.</param>
    /// <exception cref="ModelFormatException">The blueprint breaks a rule.</exception>
    public Network(NetworkModel model) : this(model, Simd.VectorBits, NetworkOptions.Default)
    {
    }

    /// <summary>As above, on more threads than one if <paramref name="options"/> say so.</summary>
    /// <param name="model">The blueprint; shared, not copied.</param>
    /// <param name="options">How to run it.</param>
    /// <exception cref="ModelFormatException">The blueprint breaks a rule.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such number of threads.</exception>
    public Network(NetworkModel model, NetworkOptions options) : this(model, Simd.VectorBits, options)
    {
    }

    /// <summary>As above with vector twins of a width of one's choice, as far as the machine has it; 0 for scalar code [bits].</summary>
    internal Network(NetworkModel model, int vectorBits) : this(model, vectorBits, NetworkOptions.Default)
    {
    }

    /// <summary>As above with both.</summary>
    internal Network(NetworkModel model, int vectorBits, NetworkOptions options)
    {
        NetworkOptions.Check(options);
        var inputs = NetworkModelValidation.CheckFields(model);
        Model = model;
        var arena = new Arena();
        vectorBits = int.Min(vectorBits, Simd.WidestTestableBits);
        (_populations, _incoming) = Plan(model, inputs, vectorBits, options, arena);
        NetworkModelValidation.CheckBytes(arena.Bytes);
        for (var index = 0; index < _populations.Length; index++)
        {
            _populations[index].PlanJoined(_incoming[index]);
            (_populations[index] as DividedPopulation)?.PlanJoined();
        }

        arena.Allocate();
        foreach (var population in _populations) population.Load();
        foreach (var projections in _incoming)
            foreach (var incoming in projections) incoming.Load();
        foreach (var population in _populations) (population as DividedPopulation)?.LoadIncoming();
        foreach (var population in _populations) population.LoadJoined();
        _rings = Array.ConvertAll(_populations, population => population.Spikes);
        for (var index = 1; index < _populations.Length; index++) _neurons += model.Populations[index].Size;
        foreach (var projection in model.Projections) _longestDelay = int.Max(_longestDelay, projection.DelayTicks);
        ArenaBytes = arena.Bytes;
        Counters = new Counters(model.Populations.Length, model.Projections.Length);
        if (!Array.Exists(_populations, static population => population is DividedPopulation)) return;
        _team = CreateTeam(options);
        _isAlone = false;
    }

    /// <summary>The blueprint.</summary>
    public NetworkModel Model { get; }

    /// <summary>Ticks stepped since construction or the last reset: the tick just stepped is this minus 1 [ticks].</summary>
    public long Tick => Counters.Ticks;

    /// <summary>What happened since construction or the last reset.</summary>
    public Counters Counters { get; }

    /// <summary>Threads that step this network: 1 when no population of it is worth dividing.</summary>
    public int Threads => _team?.Threads ?? 1;

    /// <summary>The threads, for tests; null on one.</summary>
    internal Team? Team => _team;

    /// <summary>Size of this network's arena [bytes].</summary>
    internal long ArenaBytes { get; }

    /// <summary>
    /// Size of the arena: state, parameters, accumulators, delay rings and synapses in the layout that runs, each aligned to
    /// 64 bytes [bytes]. The few objects that point into it add some hundred bytes per population and projection.
    /// </summary>
    /// <param name="model">The blueprint.</param>
    /// <exception cref="ModelFormatException">The blueprint breaks a rule.</exception>
    public static long RequiredBytes(NetworkModel model) => RequiredBytes(model, NetworkOptions.Default);

    /// <summary>As above, on more threads than one if <paramref name="options"/> say so.</summary>
    /// <param name="model">The blueprint.</param>
    /// <param name="options">How to run it.</param>
    /// <exception cref="ModelFormatException">The blueprint breaks a rule.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such number of threads.</exception>
    public static long RequiredBytes(NetworkModel model, NetworkOptions options)
    {
        NetworkOptions.Check(options);
        var bytes = PlannedBytes(model, NetworkModelValidation.CheckFields(model), options);
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
        if (!_isAlone)
        {
            StepTogether(input);
            return;
        }

        var counters = Counters;
        counters.Ticks++;
        counters.NeuronUpdates += _neurons;
        if (input.Count == 0 && _quietTicks > _longestDelay) return;

        var quietBefore = _quietTicks;
        Begin(input.Neurons);
        var populations = _populations;
        var spikes = populations[0].Spikes.Now.Count;
        for (var index = 1; index < populations.Length; index++)
        {
            var population = populations[index];
            if (population.Joined is { } joined) population.Update(joined.Deliver(counters), counters);
            else DeliverAndUpdate(index);
            var count = population.Spikes.Now.Count;
            counters.CountSpikes(index, count);
            spikes += count;
        }

        if (spikes == 0) _quietTicks = AllRest() ? quietBefore + 1 : 0;
    }

    private void DeliverAndUpdate(int population)
    {
        DeliverEach(population);
        _populations[population].Update(Counters);
    }

    private bool AllRest()
    {
        for (var index = 1; index < _populations.Length; index++)
            if (!_populations[index].IsResting) return false;
        return true;
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
        _quietTicks = 0;
    }

    /// <summary>Ends the other threads, if there are any. After that a step throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _isAlone = false;
        _team?.Dispose();
    }

    private void StepTogether(SpikeList input)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Begin(input.Neurons);
        _team!.Step(Counters);
        Counters.NeuronUpdates += _neurons;
        Counters.Ticks++;
    }

    private Team CreateTeam(NetworkOptions options)
    {
        var waves = Waves.Of(Model, _populations, _incoming);
        var threads = int.Min(options.Threads, Waves.MostShares(waves));
        return new Team(waves, threads, options, () => new Counters(Model.Populations.Length, Model.Projections.Length));
    }

    /// <summary>The size of the arena for a blueprint whose fields are checked [bytes].</summary>
    internal static long PlannedBytes(NetworkModel model, InputPlan inputs, NetworkOptions options)
    {
        var arena = new Arena();
        Plan(model, inputs, 0, options, arena);
        return arena.Bytes;
    }

    private static (Population[] Populations, IncomingProjection[][] Incoming) Plan(
        NetworkModel model, InputPlan inputs, int vectorBits, NetworkOptions options, Arena arena)
    {
        var populations = new Population[model.Populations.Length];
        for (var index = 0; index < populations.Length; index++)
        {
            var plan = new PopulationPlan(
                model.Populations[index], inputs.Groups[index], LongestDelay(model, index), vectorBits);
            var parts = Division.Of(model, index, options);
            populations[index] = parts.Length > 1
                ? new DividedPopulation(plan, parts, arena)
                : Catalog.NeuronModel(plan.Model.Kind).Plan(plan, arena);
        }

        var incoming = new IncomingProjection[populations.Length][];
        var mostPooled = MostPooledSpikes(model);
        var shared = new SynapsePlan(populations, populations[0], NeuronRange.All, vectorBits, arena.Reserve(mostPooled), arena);
        for (var post = 0; post < populations.Length; post++)
        {
            // What may run at once has room of its own for pooled spikes.
            var into = shared with { Post = populations[post], Scratch = options.Threads == 1 ? shared.Scratch : arena.Reserve(mostPooled) };
            incoming[post] = populations[post] is DividedPopulation ? [] : Plan(model, post, inputs, into);
            (populations[post] as DividedPopulation)?.PlanIncoming(
                into, mostPooled, part => Plan(model, post, inputs, part));
        }

        return (populations, incoming);
    }

    private static IncomingProjection[] Plan(NetworkModel model, int post, InputPlan inputs, in SynapsePlan plan)
    {
        var count = 0;
        var into = new IncomingProjection[model.Projections.Length];
        for (var index = 0; index < model.Projections.Length; index++)
            if (model.Projections[index].Post == post)
                into[count++] = new IncomingProjection(model, index, inputs.GroupOf[index], plan);
        return into[..count];
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Begin(ReadOnlySpan<int> spikes)
    {
        _quietTicks = 0;
        foreach (var ring in _rings) ring.Advance();
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
        var post = _populations[population];
        if (post.Joined is null) DeliverEach(population);
        else if (post.Joined.Deliver(Counters)) post.Input.Marks.MarkAll();
    }

    private void DeliverEach(int population)
    {
        foreach (var incoming in _incoming[population]) incoming.Deliver(Counters);
    }

    /// <summary>Third stage, per population: every neuron takes its input and may fire.</summary>
    internal void Update(int population)
    {
        var updated = _populations[population];
        Counters.NeuronUpdates += updated.Model.Size;
        updated.Update(Counters);
        Counters.CountSpikes(population, updated.Spikes.Now.Count);
    }
}
