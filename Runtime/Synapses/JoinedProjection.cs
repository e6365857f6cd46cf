using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>One projection of <see cref="JoinedRows"/>: where its spikes, rows and numbers of synapses lie in the arena, which is never moved.</summary>
internal struct JoinedProjection(IncomingProjection projection, IDenseRows rows)
{
    private readonly DelayRing _ring = projection.Spikes;
    private readonly SpikeList? _only = projection.Spikes.Only;
    private readonly int _delay = projection.Delay;
    private readonly nint _weights = rows.Weights;
    private readonly nint _synapses = rows.Synapses;
    private nint _spikes;

    /// <summary>The projection's place in the blueprint.</summary>
    public int Index { get; } = projection.Index;

    /// <summary>Spikes that arrive in this tick.</summary>
    public int Count { get; private set; }

    /// <summary>The first of them.</summary>
    public readonly ref int Spikes => ref Unsafe.AddByteOffset(ref Unsafe.NullRef<int>(), _spikes);

    /// <summary>Synapses of the first pre neuron, other neurons behind it.</summary>
    public readonly ref int Synapses => ref Unsafe.AddByteOffset(ref Unsafe.NullRef<int>(), _synapses);

    /// <summary>The weight of the first pre neuron to a post neuron.</summary>
    public readonly ref TWeight Weights<TWeight>(nuint post) =>
        ref Unsafe.Add(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<TWeight>(), _weights), post);

    /// <summary>Takes the spikes of a new tick.</summary>
    /// <returns>How many.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Begin()
    {
        var list = _only ?? _ring.Before(_delay);
        _spikes = list.Address;
        return Count = list.Count;
    }
}
