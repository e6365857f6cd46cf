using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Format;

/// <summary>
/// Reads the primitives of the format from a bounded buffer, front to back, once. Every read is checked against the
/// bytes that remain, and every length before anything of that length is allocated.
/// </summary>
internal ref struct SectionReader
{
    private readonly ReadOnlySpan<byte> _file;
    private int _end;
    private string _scope = "";

    /// <summary>Starts at <paramref name="start"/> and never reads at or past <paramref name="end"/> [bytes].</summary>
    public SectionReader(ReadOnlySpan<byte> file, int start, int end)
    {
        _file = file;
        Offset = start;
        _end = end;
    }

    /// <summary>Where the next byte is read [bytes from the start of the file].</summary>
    public int Offset { get; private set; }

    /// <summary>Bytes left in the current section.</summary>
    public readonly int Remaining => _end - Offset;

    /// <summary>Enters the next section, which must be <paramref name="kind"/>; leave it with <see cref="Leave"/>.</summary>
    /// <returns>The end of the enclosing range, for <see cref="Leave"/>.</returns>
    public int Enter(SectionKind kind)
    {
        _scope = "";
        var found = Byte("section kind");
        if (found != (int)kind)
            Fail("section kind", $"{found}", $"{(int)kind} ({kind})", 1);
        var length = UInt32("section length");
        if (length > (uint)Remaining)
            Fail("section length", $"{length}", $"at most the {Remaining} bytes that follow", 4);
        var outer = _end;
        _end = Offset + (int)length;
        _scope = kind.ToString().ToLowerInvariant();
        return outer;
    }

    /// <summary>Leaves a section; its content must be used up.</summary>
    public void Leave(int outerEnd)
    {
        Finish("end of section");
        _end = outerEnd;
        _scope = "";
    }

    /// <summary>Refuses bytes that nobody asked for.</summary>
    public readonly void Finish(string field)
    {
        if (Remaining != 0)
            Fail(field, $"{Remaining} trailing bytes", "none");
    }

    /// <summary>Names the item that the next fields belong to, as in <c>populations[1]</c>.</summary>
    public void Item(string list, int index) => _scope = $"{list}[{index}]";

    public int Byte(string field)
    {
        Require(field, 1);
        return _file[Offset++];
    }

    public int UInt16(string field)
    {
        Require(field, 2);
        Offset += 2;
        return BinaryPrimitives.ReadUInt16LittleEndian(_file[(Offset - 2)..]);
    }

    public uint UInt32(string field)
    {
        Require(field, 4);
        Offset += 4;
        return BinaryPrimitives.ReadUInt32LittleEndian(_file[(Offset - 4)..]);
    }

    /// <summary>LEB128 of at most 32 bits; padded encodings are refused, so that a model has one file.</summary>
    public uint Unsigned(string field)
    {
        var value = 0u;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte(field);
            if (shift == 28 && next > 0x0F)
                Fail(field, $"byte {next}", "a number of at most 32 bits", 1);
            value |= (uint)(next & 0x7F) << shift;
            if (next >= 0x80)
                continue;
            if (next == 0 && shift > 0)
                Fail(field, "a padded number", "its shortest encoding", 1);
            return value;
        }
    }

    public int Signed(string field)
    {
        var zigzag = Unsigned(field);
        return (int)(zigzag >> 1) ^ -(int)(zigzag & 1);
    }

    /// <summary>An integer within stated bounds.</summary>
    public int Bounded(string field, int min, int max)
    {
        var start = Offset;
        var value = Unsigned(field);
        if (value < min || value > max)
            Fail(field, $"{value}", $"{min} .. {max}", Offset - start);
        return (int)value;
    }

    /// <summary>How many items follow; each takes at least <paramref name="bytesEach"/>, which must still be there.</summary>
    public int Count(string field, int max, int bytesEach = 1)
    {
        var count = Bounded(field, 0, max);
        Require(field, (long)count * bytesEach);
        return count;
    }

    /// <summary>The length of a parameter array: none, one for all, or one per neuron.</summary>
    public int PerNeuronCount(string field, int size, int bytesEach = 1)
    {
        var count = Count(field, size, bytesEach);
        if (count > 1 && count != size)
            Fail(field, $"{count} values", $"0, 1 or {size}");
        return count;
    }

    /// <summary>One byte that numbers a known choice, 0 .. <paramref name="last"/>.</summary>
    public int Choice(string field, int last)
    {
        var value = Byte(field);
        if (value > last)
            Fail(field, $"{value}", $"0 .. {last}", 1);
        return value;
    }

    public string Text(string field, int maxBytes)
    {
        var length = Count(field, maxBytes);
        var bytes = Bytes(field, length);
        try
        {
            return SectionWriter.StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            Fail(field, "bytes that are not UTF-8", "UTF-8 text", length);
            return "";
        }
    }

    public ReadOnlySpan<byte> Bytes(string field, long length)
    {
        Require(field, length);
        Offset += (int)length;
        return _file.Slice(Offset - (int)length, (int)length);
    }

    /// <summary>Refuses the file.</summary>
    /// <param name="field">The field within the current item.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="back">How far before <see cref="Offset"/> the wrong bytes begin [bytes].</param>
    [DoesNotReturn]
    public readonly void Fail(string field, string found, string expected, int back = 0) =>
        throw new ModelFormatException(_scope.Length == 0 ? field : $"{_scope}.{field}", found, expected, Offset - back);

    private readonly void Require(string field, long length)
    {
        if (length > Remaining)
            Fail(field, $"{Remaining} bytes", $"at least {length}");
    }
}
