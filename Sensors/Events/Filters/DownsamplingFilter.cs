using System.Numerics;

namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>
/// Down-sampling by a power of two with a count threshold: a cell of factor by factor pixels integrates s += 1 for ON and
/// s -= 1 for OFF, and gives one event when |s| reaches n, which takes n from it: the change of the cell's mean logarithmic
/// intensity. Compare the event-count method of A. Gruel, J. Martinet, T. Serrano-Gotarredona, B. Linares-Barranco, "Event
/// data downscaling for embedded computer vision", VISAPP 2022. Events that bring no event count as dropped.
/// </summary>
public sealed class DownsamplingFilter : IEventFilter
{
    private readonly int _shift;
    private readonly int _count;
    private readonly PixelMap _map;
    private readonly short[] _sums;

    /// <summary>Allocates a sum per cell.</summary>
    /// <param name="factor">Side of a cell: 1, 2, 4 .. 128 [pixels].</param>
    /// <param name="count">Events of one polarity, less those of the other, that make one: 1 .. 16384.</param>
    /// <param name="geometry">Size of the sensor.</param>
    /// <exception cref="ArgumentException">The factor is no power of two, or the sensor's size is unknown or too large.</exception>
    public DownsamplingFilter(int factor, int count, EventGeometry geometry)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(factor, 128);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 16384);
        if (!BitOperations.IsPow2(factor))
            throw new ArgumentException("a factor that is a power of two", nameof(factor));
        _shift = BitOperations.Log2((uint)factor);
        _count = count;
        Geometry = new EventGeometry((geometry.Width + factor - 1) >> _shift, (geometry.Height + factor - 1) >> _shift);
        _map = new PixelMap(Geometry);
        _sums = new short[_map.Length];
    }

    /// <inheritdoc/>
    public EventGeometry Geometry { get; }

    /// <inheritdoc/>
    public long Dropped { get; private set; }

    /// <inheritdoc/>
    public int Apply(Span<DvsEvent> events)
    {
        var (map, sums, shift, count) = (_map, _sums, _shift, _count);
        var kept = 0;
        for (var index = 0; index < events.Length; index++)
        {
            var one = events[index];
            if (one.IsTimeMark)
            {
                events[kept++] = one;
                continue;
            }

            var cell = one with { X = (ushort)(one.X >> shift), Y = (ushort)(one.Y >> shift) };
            if (!map.Contains(cell))
                continue;
            ref var sum = ref sums[map.IndexOf(cell)];
            var step = (2 * one.Polarity) - 1;
            var moved = sum + step;
            if (moved * step < count)
            {
                sum = (short)moved;
                continue;
            }

            sum = (short)(moved - (count * step));
            events[kept++] = cell;
        }

        Dropped += events.Length - kept;
        return kept;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        Array.Clear(_sums);
        Dropped = 0;
    }
}
