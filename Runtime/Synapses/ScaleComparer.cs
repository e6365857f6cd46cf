using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>Scales are equal when all their values are.</summary>
internal sealed class ScaleComparer : IEqualityComparer<int[]>
{
    public static ScaleComparer Instance { get; } = new();

    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode([DisallowNull] int[] obj)
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes(obj.AsSpan()));
        return hash.ToHashCode();
    }
}
