using System.Buffers.Binary;

namespace EdgeSnn.Models.Import.Hdf5;

/// <summary>
/// Recognizes, by the sequence of reads, the few structures of a file that the HDF5 library (2.2.0) takes wrongly or that
/// would lead out of the file, and mends or refuses them. Field numbers are those of the HDF5 File Format Specification 3.0.
/// </summary>
/// <param name="file">The whole file.</param>
/// <param name="maxChunkBytes">Longest chunk [bytes].</param>
internal sealed class ReadWatch(ReadOnlyMemory<byte> file, long maxChunkBytes)
{
    private const uint SymbolicLinkCache = 2;
    private const byte LinkHasType = 0x08;
    private const byte LinkFlagsEnd = 0x20;
    private const int MaxRank = 32;

    private Block _block;
    private int _expected;
    private int _run;
    private int _last;
    private int _secondLast;
    private int _thirdLast;

    private enum Block
    {
        Other,
        SymbolTable,
        ChunkTree,
    }

    /// <summary>Looks at one read and may change what the library sees of it.</summary>
    /// <param name="position">Where it began [bytes].</param>
    /// <param name="seen">What was read.</param>
    /// <returns>What is refused, null for nothing.</returns>
    public string? See(int position, Span<byte> seen)
    {
        if (seen.Length == 0)
            return null;
        if (position != _expected)
            (_block, _run, _last, _secondLast, _thirdLast) = (Block.Other, 0, 0, 0, 0);
        _run = seen.Length == 1 ? _run + 1 : 0;
        var refused = seen.Length switch
        {
            1 => SeeByte(position),
            2 => SeeExternalFiles(position),
            4 => SeeWord(seen),
            8 => SeeChunkedLayout3(position),
            _ => null,
        };
        _expected = position + seen.Length;
        (_thirdLast, _secondLast, _last) = (_secondLast, _last, seen.Length);
        return refused;
    }

    // A run of single bytes begins with the structure, or with the flags of the header message that holds it.
    private string? SeeByte(int at)
    {
        var bytes = file.Span;
        // IV.A.2.g Link message: version 1, flags with "link type present", a type other than hard. The library would follow
        // soft links in circles until the stack is gone, and external ones into other files.
        if (_run is 3 or 4 && bytes[at - 2] == 1 && (bytes[at - 1] & LinkHasType) != 0 && bytes[at - 1] < LinkFlagsEnd && bytes[at] != 0)
            return "a soft or external link";
        // IV.A.2.i Data Layout message, version 4, chunked: flags, rank and bytes per dimension, then the dimensions.
        if (_run is 5 or 6 && bytes[at - 4] == 4 && bytes[at - 3] == 2)
            return CheckChunk(at + 1, bytes[at - 1], bytes[at]);
        return null;
    }

    private string? SeeChunkedLayout3(int at)
    {
        // IV.A.2.i, version 3, chunked: rank, address (this read), then four bytes per dimension.
        var bytes = file.Span;
        if (at >= 3 && _last == 1 && _secondLast == 1 && _thirdLast == 1 && bytes[at - 3] == 3 && bytes[at - 2] == 2)
            return CheckChunk(at + 8, bytes[at - 1], 4);
        return null;
    }

    /// <summary>The library makes a buffer of the chunk's length and may fill it: the dimensions must be possible.</summary>
    private string? CheckChunk(int at, int rank, int width)
    {
        if (rank > MaxRank || width is 0 or > 8 || at + (rank * width) > file.Length)
            return $"a chunk of {rank} dimensions of {width} bytes";
        var product = 1UL;
        for (var i = 0; i < rank; i++)
        {
            var dimension = 0UL;
            for (var b = width - 1; b >= 0; b--)
                dimension = (dimension << 8) | file.Span[at + (i * width) + b];
            product = dimension > (ulong)maxChunkBytes ? ulong.MaxValue : product * dimension;
            if (product > (ulong)maxChunkBytes)
                return $"a chunk of more than {maxChunkBytes} bytes";
        }
        return null;
    }

    private string? SeeExternalFiles(int at)
    {
        // IV.A.2.h External Data Files message: version 1, three reserved bytes, two counts. No other structure begins so.
        var isList = at >= 6 && _last == 2 && _secondLast == 3 && _thirdLast == 1 && file.Span[at - 6] == 1;
        return isList ? "data kept in another file" : null;
    }

    private string? SeeWord(Span<byte> seen)
    {
        if (seen.SequenceEqual("SNOD"u8) || seen.SequenceEqual("TREE"u8))
        {
            _block = seen[0] == (byte)'S' ? Block.SymbolTable : Block.ChunkTree;
            return null;
        }
        // III.C: name offset and header address, then the type of what is cached. The cache goes stale when the reference
        // library converts a group, as it does for a name that is not ASCII; the library trusts it and finds nothing there.
        if (_block == Block.SymbolTable && _last == 8)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(seen) == SymbolicLinkCache)
                return "a soft link";
            seen.Clear();
        }
        // III.A.1: size and filter mask of a chunk. The library tests the bit after the one that the format means.
        if (_block == Block.ChunkTree && _last == 4 && _secondLast == 8)
            BinaryPrimitives.WriteUInt32LittleEndian(seen, BinaryPrimitives.ReadUInt32LittleEndian(seen) << 1);
        return null;
    }
}
