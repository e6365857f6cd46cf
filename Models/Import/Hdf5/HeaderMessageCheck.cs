using System.Buffers.Binary;

namespace EdgeSnn.Models.Import.Hdf5;

/// <summary>
/// Refuses header messages (IV.A.2 of the HDF5 File Format Specification 3.0) whose lengths the library would allocate
/// although the file cannot hold them, and those that lead out of the file.
/// </summary>
internal static class HeaderMessageCheck
{
    private const byte OldFillValue = 4;
    private const byte FillValue = 5;
    private const byte Link = 6;
    private const byte Attribute = 12;
    private const byte Datatype = 3;
    private const byte ExternalFiles = 7;
    private const byte Layout = 8;
    private const byte LinkHasType = 0x08;
    private const byte LinkFlagsEnd = 0x20;
    private const byte FillIsDefined = 0x20;
    private const byte Enumeration = 8;
    private const byte Compact = 0;
    private const byte Chunked = 2;
    private const int MaxElementBytes = Hdf5Text.MaxLength;
    private const int MaxRank = 32;

    /// <summary>True for a message that holds values or names, which are read as lengths are.</summary>
    /// <param name="type">Its number.</param>
    /// <param name="body">Its bytes.</param>
    public static bool HoldsValues(byte type, ReadOnlySpan<byte> body) =>
        type is Attribute or FillValue or OldFillValue or Link || (type == Layout && body is [_, Compact, ..]);

    /// <summary>Checks one message.</summary>
    /// <param name="type">Its number.</param>
    /// <param name="body">Its bytes.</param>
    /// <param name="maxChunkBytes">Longest chunk [bytes].</param>
    /// <returns>What is refused, null for nothing.</returns>
    public static string? Check(byte type, ReadOnlySpan<byte> body, long maxChunkBytes) => type switch
    {
        Datatype => Element(body),
        OldFillValue => Held(body, 0),
        FillValue => Fill(body),
        Link => LinkMessage(body),
        ExternalFiles => "data kept in another file",
        Layout => LayoutSizes(body, maxChunkBytes),
        Attribute => AttributeSize(body),
        _ => null,
    };

    /// <summary>
    /// IV.A.2.g: version 1, flags, and a type that is given and is not hard. The library would follow soft links in circles
    /// until the stack is gone, and external ones into other files.
    /// </summary>
    public static string? LinkType(ReadOnlySpan<byte> body) =>
        body is [1, var flags, > 0, ..] && (flags & LinkHasType) != 0 && flags < LinkFlagsEnd ? "a soft or external link" : null;

    /// <summary>IV.A.2.g: after version and flags perhaps type, order of creation and character set, then the length of the name.</summary>
    private static string? LinkMessage(ReadOnlySpan<byte> body)
    {
        if (LinkType(body) is { } refused)
            return refused;
        if (body is not [1, < LinkFlagsEnd, ..])
            return "a link of an unknown kind";
        var at = 2 + (body[1] >> 3 & 1) + (8 * (body[1] >> 2 & 1)) + (body[1] >> 4 & 1);
        var width = 1 << (body[1] & 3);
        var length = 0UL;
        for (var b = width - 1; b >= 0 && at + width <= body.Length; b--)
            length = (length << 8) | body[at + b];
        return at + width > body.Length || length > (ulong)body.Length ? "a link cut short" : null;
    }

    private static string? Element(ReadOnlySpan<byte> body)
    {
        if (body.Length < 8)
            return "an element type cut short";
        var size = UInt32(body, 4);
        if (size <= MaxElementBytes && (body[0] & 0xF) == Enumeration && body.Length >= 16)
            size = UInt32(body, 12);
        return size > MaxElementBytes ? $"an element of {size} bytes" : null;
    }

    private static string? Fill(ReadOnlySpan<byte> body) => body switch
    {
        [1 or 2, _, _, > 0, ..] => Held(body, 4),
        [3, var flags, ..] when (flags & FillIsDefined) != 0 => Held(body, 2),
        _ => null,
    };

    /// <summary>A length of four bytes, followed by as many.</summary>
    private static string? Held(ReadOnlySpan<byte> body, int at)
    {
        if (body.Length < at + 4)
            return "a fill value cut short";
        var size = UInt32(body, at);
        return size > body.Length ? $"a fill value of {size} bytes" : null;
    }

    private static string? LayoutSizes(ReadOnlySpan<byte> body, long maxChunkBytes) => body switch
    {
        // Versions 1 and 2, of before 2003, are laid out in another order; the reference library of NIR cannot have written them.
        [< 3, ..] => "a data layout of version 1 or 2",
        [_, Compact, ..] when body.Length < 4 || BinaryPrimitives.ReadUInt16LittleEndian(body[2..]) > body.Length => "compact data cut short",
        [3, Chunked, var rank, ..] => Chunk(body, 11, rank, 4, maxChunkBytes),
        [4, Chunked, _, var rank, var width, ..] => Chunk(body, 5, rank, width, maxChunkBytes),
        _ => null,
    };

    /// <summary>The library makes a buffer of the chunk's length and may fill it: the dimensions must be possible.</summary>
    private static string? Chunk(ReadOnlySpan<byte> body, int at, int rank, int width, long maxChunkBytes)
    {
        if (rank > MaxRank || width is 0 or > 8 || at + (rank * width) > body.Length)
            return $"a chunk of {rank} dimensions of {width} bytes";
        var product = 1UL;
        for (var i = 0; i < rank; i++)
        {
            var dimension = 0UL;
            for (var b = width - 1; b >= 0; b--)
                dimension = (dimension << 8) | body[at + (i * width) + b];
            product = dimension > (ulong)maxChunkBytes ? ulong.MaxValue : product * dimension;
            if (product > (ulong)maxChunkBytes)
                return $"a chunk of more than {maxChunkBytes} bytes";
        }
        return null;
    }

    /// <summary>IV.A.2.m: sizes of name, datatype and dataspace, then these; the first version pads each to eight bytes.</summary>
    private static string? AttributeSize(ReadOnlySpan<byte> body)
    {
        if (body.Length < 9)
            return "an attribute cut short";
        int name = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]), type = BinaryPrimitives.ReadUInt16LittleEndian(body[4..]);
        var isPadded = body[0] == 1;
        var typeAt = (body[0] == 3 ? 9 : 8) + (isPadded ? Padded(name) : name);
        var spaceAt = typeAt + (isPadded ? Padded(type) : type);
        if (spaceAt + 4 > body.Length || type < 8)
            return "an attribute cut short";
        var bytes = (ulong)UInt32(body, typeAt + 4);
        var dimensionsAt = spaceAt + (body[spaceAt] == 1 ? 8 : 4);
        for (var i = 0; i < body[spaceAt + 1] && dimensionsAt + ((i + 1) * 8) <= body.Length; i++)
        {
            var length = BinaryPrimitives.ReadUInt64LittleEndian(body[(dimensionsAt + (i * 8))..]);
            bytes = length > (ulong)body.Length ? ulong.MaxValue : bytes * length;
            if (bytes > (ulong)body.Length)
                break;
        }
        return bytes > (ulong)body.Length ? "an attribute longer than its message" : null;
    }

    private static int Padded(int length) => (length + 7) & ~7;

    private static uint UInt32(ReadOnlySpan<byte> body, int at) => BinaryPrimitives.ReadUInt32LittleEndian(body[at..]);
}
