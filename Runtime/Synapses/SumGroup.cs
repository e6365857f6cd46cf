using System.Runtime.CompilerServices;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// The sums of one <see cref="InputGroup"/>, one per post neuron, with room behind them for the last vector of a convolution.
/// Usable once the arena is allocated.
/// </summary>
internal sealed class SumGroup
{
    private readonly Region _cells;

    /// <summary>Reserves the sums; <paramref name="padded"/> is the population's size up to a whole vector.</summary>
    /// <param name="isNarrow">True for sums of 16 bits.</param>
    /// <param name="padded">Sums.</param>
    /// <param name="marks">Where deliveries say which neurons they reach.</param>
    /// <param name="arena">Where to reserve.</param>
    public SumGroup(bool isNarrow, int padded, BlockMarks marks, Arena arena)
    {
        IsNarrow = isNarrow;
        Marks = marks;
        var cells = padded + Accumulators.Slack;
        _cells = arena.Reserve(isNarrow ? cells / 2 : cells);
    }

    /// <summary>True when sums are <see cref="Sum16"/>, false when they are <see cref="Sum32"/>.</summary>
    public bool IsNarrow { get; }

    /// <summary>Where deliveries say which neurons they reach.</summary>
    public BlockMarks Marks { get; }

    /// <summary>Where they lie.</summary>
    public Region Region => _cells;

    /// <summary>All cells, to clear them.</summary>
    public Span<int> Cells => _cells.Cells;

    /// <summary>All sums and the slack behind them, as what <see cref="IsNarrow"/> says.</summary>
    public Span<TSum> Sums<TSum>() where TSum : unmanaged, ISum<TSum> => _cells.As<TSum>();

    /// <summary>The first of at least <paramref name="count"/> sums; slack counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TSum First<TSum>(int count) where TSum : unmanaged, ISum<TSum>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _cells.Length * (sizeof(int) / Unsafe.SizeOf<TSum>()));
        return ref _cells.First<TSum>();
    }
}
