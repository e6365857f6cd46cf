using System.Runtime.InteropServices;

namespace EdgeSnn.Runtime;

/// <summary>
/// The one block of memory that holds all state and parameters of a network. It is planned first, by reserving regions,
/// and allocated once; so its size is known before a byte of it exists.
/// </summary>
internal sealed class Arena
{
    /// <summary>Regions start at a cache line, so that no vector of any width crosses one [bytes].</summary>
    public const int Alignment = 64;

    private const int CellsPerLine = Alignment / sizeof(int);

    private int[] _cells = [];
    private int _first;
    private long _reserved;

    /// <summary>What <see cref="Allocate"/> allocates: all regions and up to one line to align the first [bytes].</summary>
    public long Bytes => (_reserved + CellsPerLine) * sizeof(int);

    /// <summary>Where the first region starts, once allocated: the block is never moved, so kernels need no way through the array.</summary>
    public nint Address { get; private set; }

    /// <summary>Reserves room for 32-bit cells.</summary>
    public Region Reserve(long cells)
    {
        var start = _reserved;
        _reserved += (cells + CellsPerLine - 1) / CellsPerLine * CellsPerLine;
        return new Region(this, start, cells);
    }

    /// <summary>Allocates the block, all zero and never moved. Called once, after the last reservation.</summary>
    public void Allocate()
    {
        _cells = GC.AllocateArray<int>((int)(Bytes / sizeof(int)), pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(_cells, 0);
        var misaligned = (int)(address % Alignment);
        _first = misaligned == 0 ? 0 : (Alignment - misaligned) / sizeof(int);
        Address = address + _first * sizeof(int);
    }

    /// <summary>The block itself and where a region starts in it; for views that keep an array.</summary>
    public int[] Locate(long start, out int offset)
    {
        offset = _first + (int)start;
        return _cells;
    }
}
