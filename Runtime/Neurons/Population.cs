using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Runtime.Synapses;
using EdgeSnn.Runtime.Threads;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// One population of a network: its neurons, what its synapses delivered, and its recent spikes. Reserved in the arena on
/// construction, usable after <see cref="Load"/>.
/// </summary>
internal abstract class Population
{
    private readonly Region _spikes;
    private readonly int _longestDelay, _padded;
    private readonly BlockMarks _marks;
    private readonly Region _rests;
    private Kernel _updateReached = null!, _updateUnreached = null!;
    private bool _hasRests, _isResting;

    protected Population(PopulationPlan plan, NeuronTraits traits, Arena arena)
    {
        Model = plan.Model;
        VectorBits = plan.VectorBits;
        _longestDelay = plan.LongestDelay;
        _spikes = arena.Reserve(DelayRing.CellsFor(_longestDelay, Model.MostSpikes));
        State = new NeuronState(plan, traits, arena);
        Input = new Accumulators(plan.Groups, State.Padded, arena);
        _padded = State.Padded;
        _marks = Input.Marks;
        _rests = arena.Reserve((Input.Marks.Blocks + sizeof(int) - 1) / sizeof(int));
    }

    /// <summary>The blueprint.</summary>
    public PopulationModel Model { get; }

    /// <summary>State and parameters of the neurons.</summary>
    public NeuronState State { get; }

    /// <summary>What synapses delivered in this tick.</summary>
    public Accumulators Input { get; }

    /// <summary>What delivers to it in one pass; null when its projections deliver one by one.</summary>
    public JoinedRows? Joined { get; private set; }

    /// <summary>Spikes of this tick and of those before that a projection still needs.</summary>
    public DelayRing Spikes { get; private set; } = null!;

    /// <summary>True when the last update left all neurons as they were, without input.</summary>
    public bool IsResting => _isResting;

    /// <summary>Width of the vector twin to run, 0 for scalar code [bits].</summary>
    protected int VectorBits { get; }

    /// <summary>Joins the projections into the population if they can be; called before <see cref="Load"/>.</summary>
    public void PlanJoined(IncomingProjection[] projections)
    {
        Joined = JoinedRows.Plan(projections, this, VectorBits);
        Input.IsWritten = Joined is not null;
    }

    /// <summary>Finds what <see cref="PlanJoined"/> joined; called when the projections are loaded.</summary>
    public virtual void LoadJoined() => Joined?.Load();

    /// <summary>Writes the parameters into the allocated arena.</summary>
    public virtual void Load()
    {
        Spikes = new DelayRing(_spikes, _longestDelay, Model.MostSpikes);
        State.Load();
        Input.Load();
        (_updateReached, _updateUnreached) = ChooseKernels();
    }

    /// <summary>Updates a range of neurons; of unreached ones, tells whether all kept their state.</summary>
    protected delegate bool Kernel(int first, int end, Counters counters);

    /// <summary>Chooses the code that updates neurons which may have got input, and which got none; once, when all projections are planned.</summary>
    protected abstract (Kernel Reached, Kernel Unreached) ChooseKernels();

    /// <summary>
    /// Takes this tick's input into every neuron, lets it fire, and zeroes the accumulators. A block of neurons that got no
    /// input and that its last update without input left as it was is left out: it would stay so again, to the bit.
    /// </summary>
    /// <param name="counters">Saturations are counted there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(Counters counters)
    {
        if (_marks.IsAll) UpdateAll(counters);
        else if (_marks.IsAny || !_isResting) UpdateBlocks(counters);
    }

    /// <summary>Roughly the work of this tick's update, in the unit of <see cref="Workload"/>; what is delivered comes on top.</summary>
    public int Work => _isResting ? 0 : Workload.OfNeurons(Model.Size);

    /// <summary>The same for a population of which <see cref="Joined"/> has just delivered and said whether it wrote sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(bool isWritten, Counters counters)
    {
        if (isWritten)
        {
            _hasRests = _isResting = false;
            _updateReached(0, _padded, counters);
        }
        else if (!_isResting)
        {
            UpdateBlocks(counters);
        }
    }

    private void UpdateAll(Counters counters)
    {
        UpdateReached(0, _padded, counters);
        _hasRests = _isResting = false;
        _marks.Clear();
    }

    private void UpdateBlocks(Counters counters)
    {
        var marks = _marks.Marks;
        var rests = _rests.As<byte>();
        if (!_hasRests) rests.Clear();
        var resting = true;
        for (var block = 0; block < marks.Length; block++)
        {
            var first = block << BlockMarks.Shift;
            if (marks[block] == 0)
            {
                if (rests[block] == 0)
                    rests[block] = UpdateUnreached(first, End(block), counters) ? (byte)1 : (byte)0;
                resting &= rests[block] != 0;
                continue;
            }

            rests[block] = 0;
            for (; block + 1 < marks.Length && marks[block + 1] != 0; block++) rests[block + 1] = 0;
            UpdateReached(first, End(block), counters);
            resting = false;
        }

        _hasRests = true;
        _isResting = resting;
        _marks.Clear();
    }

    private int End(int block) => int.Min((block + 1) << BlockMarks.Shift, _padded);

    /// <summary>Updates neurons that may have got input.</summary>
    /// <param name="first">First neuron of a block.</param>
    /// <param name="end">The one after the last of a block.</param>
    /// <param name="counters">Saturations are counted there.</param>
    private void UpdateReached(int first, int end, Counters counters)
    {
        if (Input.Folds) counters.Saturations += Input.Fold(first, end);
        _updateReached(first, end, counters);
    }

    /// <summary>Updates the neurons of one block, which got no input.</summary>
    /// <returns>True when all stayed as they were, without a spike or a saturation.</returns>
    private bool UpdateUnreached(int first, int end, Counters counters)
    {
        var saturations = counters.Saturations;
        var spikes = Spikes.Now.Count;
        return _updateUnreached(first, end, counters) && counters.Saturations == saturations && Spikes.Now.Count == spikes;
    }

    /// <summary>Puts every neuron to rest and forgets spikes.</summary>
    public virtual void Reset()
    {
        State.Reset();
        Input.Reset();
        Spikes.Reset();
        _rests.Cells.Clear();
        _hasRests = _isResting = false;
    }
}
