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
    private readonly int _longestDelay, _size;
    private readonly BlockMarks _marks;
    private readonly Region _rests;
    private bool _hasRests, _isResting;

    protected Population(PopulationPlan plan, NeuronTraits traits, Arena arena)
    {
        Model = plan.Model;
        VectorBits = plan.VectorBits;
        _longestDelay = plan.LongestDelay;
        _spikes = arena.Reserve(DelayRing.CellsFor(_longestDelay, Model.MostSpikes));
        State = new NeuronState(plan, traits, arena);
        Input = new Accumulators(plan.Groups, State.Padded, arena);
        _size = Model.Size;
        _marks = Input.Marks;
        _rests = arena.Reserve((Input.Marks.Blocks + sizeof(int) - 1) / sizeof(int));
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
    public virtual void Load()
    {
        Spikes = new DelayRing(_spikes, _longestDelay, Model.MostSpikes);
        State.Load();
        Input.Load();
    }

    /// <summary>
    /// Takes this tick's input into every neuron, lets it fire, and zeroes the accumulators. A block of neurons that got no
    /// input and that its last update without input left as it was is left out: it would stay so again, to the bit.
    /// </summary>
    /// <param name="counters">Saturations are counted there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(Counters counters)
    {
        counters.NeuronUpdates += _size;
        if (_marks.IsAny || !_isResting) UpdateSome(counters);
    }

    /// <summary>Roughly the work of this tick's update, in the unit of <see cref="Workload"/>; what is delivered comes on top.</summary>
    public int Work => _isResting ? 0 : Workload.OfNeurons(_size);

    private void UpdateSome(Counters counters)
    {
        var marks = _marks;
        if (marks.IsAll)
        {
            counters.Saturations += UpdateReached(0, State.Padded);
            if (_hasRests) _rests.Cells.Clear();
            _hasRests = _isResting = false;
            marks.Clear();
        }
        else
        {
            UpdateBlocks(marks.Marks, _rests.As<byte>(), counters);
            marks.Clear();
        }
    }

    private void UpdateBlocks(ReadOnlySpan<byte> marks, Span<byte> rests, Counters counters)
    {
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
            counters.Saturations += UpdateReached(first, End(block));
            resting = false;
        }

        _hasRests = true;
        _isResting = resting;
    }

    private int End(int block) => int.Min((block + 1) << BlockMarks.Shift, State.Padded);

    /// <summary>Updates neurons that may have got input.</summary>
    /// <param name="first">First neuron of a block.</param>
    /// <param name="end">The one after the last of a block.</param>
    /// <returns>Values that did not fit 32 bits.</returns>
    protected abstract long UpdateReached(int first, int end);

    /// <summary>Updates the neurons of one block, which got no input.</summary>
    /// <returns>True when all stayed as they were, without a spike or a saturation.</returns>
    protected abstract bool UpdateUnreached(int first, int end, Counters counters);

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
