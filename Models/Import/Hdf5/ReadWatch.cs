using System.Buffers.Binary;

namespace EdgeSnn.Models.Import.Hdf5;

/// <summary>
/// Recognizes, by the sequence of reads, the structures of a file that the HDF5 library (2.2.0) takes wrongly or would follow
/// blindly, and mends or refuses them. Numbers such as III.C are sections of the HDF5 File Format Specification 3.0.
/// </summary>
/// <param name="file">The whole file.</param>
/// <param name="maxDatasetBytes">Longest dataset, so also longest chunk [bytes].</param>
internal sealed class ReadWatch(ReadOnlyMemory<byte> file, long maxDatasetBytes)
{
    /// <summary>Longest dimension of a compressed dataset that is longer than the file.</summary>
    private const long LongestDimension = 1 << 26;

    private const uint SymbolicLinkCache = 2;
    private const int HeapHeader = 16;
    private const byte OrderIsTracked = 0x04;

    private Block _block;
    private int _expected;
    private int _run;
    private int _last;
    private int _secondLast;
    private int _thirdLast;
    private bool _isFound;
    private bool _hasOrder;
    private int _heap = -1;
    private Range _valueBytes;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    private enum Block
    {
        Other,
        SymbolTable,
        ChunkTree,
    }

    /// <summary>Looks at one read of anything but the data of a dataset, and may change what the library sees of it.</summary>
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
        // IV.A.1.b: signature, version, flags; one of them says that messages carry their order of creation.
        if (seen.EndsWith("HDR"u8) && position + seen.Length + 1 < file.Length)
            _hasOrder = (file.Span[position + seen.Length + 1] & OrderIsTracked) != 0;
        var refused = seen.Length switch
        {
            1 => SeeByte(position),
            2 => SeeOrder(position),
            3 => SeeOldHeader(position),
            4 => SeeWord(position, seen),
            8 => SeeLong(position, seen),
            _ => null,
        };
        _expected = position + seen.Length;
        (_thirdLast, _secondLast, _last) = (_secondLast, _last, seen.Length);
        return refused;
    }

    /// <summary>IV.A.1.b: type, two bytes of size, flags; and IV.A.2.g, a link, which outside of headers stands in a heap.</summary>
    private string? SeeByte(int at)
    {
        if (_last == 2 && _secondLast == 1 && !_hasOrder)
            return Message(file.Span[at - 3], at + 1, BinaryPrimitives.ReadUInt16LittleEndian(file.Span[(at - 2)..]));
        return _run == 3 ? HeaderMessageCheck.LinkType(file.Span[(at - 2)..]) : null;
    }

    /// <summary>IV.A.1.b once more: the order of creation may follow the flags.</summary>
    private string? SeeOrder(int at) => _hasOrder && _last == 1 && _secondLast == 2 && _thirdLast == 1
        ? Message(file.Span[at - 4], at + 2, BinaryPrimitives.ReadUInt16LittleEndian(file.Span[(at - 3)..]))
        : null;

    /// <summary>IV.A.1.a: two bytes of type, two of size, flags, three reserved (this read).</summary>
    private string? SeeOldHeader(int at) => _last == 1 && _secondLast == 2 && _thirdLast == 2
        ? Message(file.Span[at - 5], at + 3, BinaryPrimitives.ReadUInt16LittleEndian(file.Span[(at - 3)..]))
        : null;

    private string? Message(byte type, int body, int size)
    {
        if (size > file.Length - body)
            return $"a header message of {size} bytes";
        // Here, and in the heap of texts, the library reads values and names of any kind as it reads lengths.
        if (HeaderMessageCheck.HoldsValues(type, file.Span.Slice(body, size)))
            _valueBytes = body..(body + size);
        return HeaderMessageCheck.Check(type, file.Span.Slice(body, size), maxDatasetBytes);
    }

    private string? SeeWord(int at, Span<byte> seen)
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(seen);
        if (seen.SequenceEqual("SNOD"u8) || seen.SequenceEqual("TREE"u8))
            _block = seen[0] == (byte)'S' ? Block.SymbolTable : Block.ChunkTree;
        else if (seen.SequenceEqual("GCOL"u8))
            _heap = at;
        // III.C: name offset and header address, then the type of what is cached. The cache goes stale when the reference
        // library converts a group, as it does for a name that is not ASCII; the library trusts it and finds nothing there.
        else if (_block == Block.SymbolTable && _last == 8)
        {
            if (value == SymbolicLinkCache)
                return "a soft link";
            seen.Clear();
        }
        // III.A.1: size and filter mask of a chunk. The library tests the bit after the one that the format means.
        else if (_block == Block.ChunkTree && _last == 8)
            return value > file.Length ? $"a chunk of {value} bytes" : null;
        else if (_block == Block.ChunkTree && _last == 4)
            BinaryPrimitives.WriteUInt32LittleEndian(seen, value << 1);
        // IV.A.2.g: version, flags, four bytes of name length.
        else if (_last == 1 && at >= 2 && file.Span[at - 2] == 1 && (file.Span[at - 1] & 3) == 2 && value > file.Length)
            return $"a name of {value} bytes";
        return null;
    }

    /// <summary>Every field of eight bytes is an address or a length. The library takes the lower half for the length of an array.</summary>
    private string? SeeLong(int at, Span<byte> seen)
    {
        // II.A: until the signature is found, at 0 or behind a user block, nothing is a structure.
        if (!_isFound)
        {
            _isFound = seen.SequenceEqual(Signature);
            return null;
        }
        var value = BinaryPrimitives.ReadInt64LittleEndian(seen);
        var most = Math.Max(file.Length, Math.Min(maxDatasetBytes, LongestDimension));
        var isValue = (at >= _valueBytes.Start.Value && at < _valueBytes.End.Value) || IsHeapObject(at) || IsName(at);
        return value != -1 && !isValue && (value < 0 || value > most) ? $"a length or address of {(ulong)value}" : null;
    }

    /// <summary>III.E: in a global heap, the content of an object follows its length; the length follows four reserved bytes.</summary>
    private bool IsHeapObject(int at) => _heap >= 0 && _last == sizeof(long) && at > _heap + HeapHeader
        && at - (long)_heap <= BinaryPrimitives.ReadInt64LittleEndian(file.Span[(_heap + 8)..]);

    /// <summary>IV.A.2.g: a name of eight bytes, behind its length of one byte.</summary>
    private bool IsName(int at) => _last == 1 && file.Span[at - 1] == sizeof(long);
}
