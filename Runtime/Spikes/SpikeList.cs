using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeSnn.Runtime.Spikes;

/// <summary>
/// The spikes of one population in one tick: neuron indices in ascending order of emission, fixed capacity.
/// A spike that does not fit is dropped and counted, never thrown. Owned by one thread.
/// </summary>
public sealed class SpikeList
{
    private readonly int[] _block;
    private readonly int _first;

    /// <summary>Allocates room for <paramref name="capacity"/> spikes; nothing is allocated afterwards.</summary>
    /// <param name="capacity">Most spikes kept per tick, at least 0 [spikes].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative.</exception>
    public SpikeList(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _block = new int[capacity];
        Capacity = capacity;
    }

    /// <summary>Keeps its spikes in a part of <paramref name="block"/> and allocates no room of its own.</summary>
    internal SpikeList(int[] block, int first, int capacity, nint address)
    {
        Address = address;
        _block = block;
        _first = first;
        Capacity = capacity;
    }

    /// <summary>Where the first spike stands in a block that is never moved; 0 for a list with room of its own.</summary>
    internal nint Address { get; }

    /// <summary>Most spikes kept per tick [spikes].</summary>
    public int Capacity { get; }

    /// <summary>Spikes held now [spikes].</summary>
    public int Count { get; private set; }

    /// <summary>Spikes that did not fit since construction or the last <see cref="ResetDropped"/> [spikes].</summary>
    public long Dropped { get; private set; }

    /// <summary>The neuron indices held now; valid until the next change of this list.</summary>
    public ReadOnlySpan<int> Neurons => _block.AsSpan(_first, Count);

    /// <summary>Appends a spike of neuron <paramref name="neuron"/>, or counts a drop when the list is full.</summary>
    /// <param name="neuron">Index within the population.</param>
    public void Add(int neuron)
    {
        var count = Count;
        if (count < Capacity)
        {
            _block[_first + count] = neuron;
            Count = count + 1;
        }
        else
        {
            Dropped++;
        }
    }

    /// <summary>Empties the list; the drop counter stays.</summary>
    public void Clear() => Count = 0;

    /// <summary>Sets the drop counter to zero.</summary>
    public void ResetDropped() => Dropped = 0;

    /// <summary>The whole buffer, for kernels that compact spikes in place; pair with <see cref="SetCount"/>.</summary>
    internal Span<int> Buffer => _block.AsSpan(_first, Capacity);

    /// <summary>Where the first spike stands, for kernels that fill less than <see cref="Capacity"/>; pair with <see cref="SetCount"/>.</summary>
    internal ref int First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_block), _first);

    /// <summary>States how many entries of <see cref="Buffer"/> a kernel filled.</summary>
    internal void SetCount(int count) => Count = count;
}
