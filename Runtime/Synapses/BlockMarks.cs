using System.Runtime.CompilerServices;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Which neurons of a population may have got input in this tick, by blocks: every delivery marks what it reaches, so that
/// the update can leave out blocks that are at rest and got nothing. A mark too many costs time and changes no bit.
/// </summary>
internal sealed class BlockMarks
{
    /// <summary>Neurons per block are 2 to this power: a block's state takes a few hundred bytes, its update some 50 ns.</summary>
    public const int Shift = 8;

    private readonly Region _marks;
    private bool _hasMarks;

    /// <summary>Reserves a mark per block.</summary>
    public BlockMarks(int neurons, Arena arena)
    {
        Blocks = (neurons + (1 << Shift) - 1) >> Shift;
        _marks = arena.Reserve((Blocks + sizeof(int) - 1) / sizeof(int));
    }

    /// <summary>Blocks of the population; the last one may be smaller.</summary>
    public int Blocks { get; }

    /// <summary>True when every block counts as marked.</summary>
    public bool IsAll { get; private set; }

    /// <summary>True when any block is marked.</summary>
    public bool IsAny { get; private set; }

    /// <summary>One byte per block: 1 for a marked one. Not kept while <see cref="IsAll"/>.</summary>
    public Span<byte> Marks => _marks.As<byte>()[..Blocks];

    /// <summary>Marks every block.</summary>
    public void MarkAll() => IsAll = IsAny = true;

    /// <summary>Marks the blocks of neurons <paramref name="first"/> .. <paramref name="last"/>, both inside the population.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Mark(int first, int last)
    {
        IsAny = _hasMarks = true;
        var marks = Marks;
        for (var block = first >> Shift; block <= last >> Shift; block++) marks[block] = 1;
    }

    /// <summary>Lets a kernel mark by itself: the mark of the first block.</summary>
    public ref byte Open()
    {
        IsAny = _hasMarks = true;
        return ref _marks.First<byte>();
    }

    /// <summary>Takes all marks away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Clear()
    {
        if (_hasMarks) Marks.Clear();
        IsAll = IsAny = _hasMarks = false;
    }
}
