using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeSnn.Sensors.Events.Containers.Hdf5;

/// <summary>
/// One chunk of Prophesee's event compression: a 32-bit head of the count and two flags, then all times, then rows, columns and
/// polarities in runs, or two or three of them packed together. Every read is checked: damaged bytes end the decoding.
/// </summary>
internal ref struct EcfChunk
{
    private const uint IsPackedXp = 1;
    private const uint IsPackedYxp = 2;
    private const int TimeEscape = 15;
    private const int RowEscape = 31;
    private const int PolarityEscape = 127;
    private const int LongestDelta = 60;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private bool _isDamaged;

    private EcfChunk(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Events that a chunk states to hold, at most 65,535; -1 when it has no head.</summary>
    public static int CountOf(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 4)
            return -1;
        var count = BinaryPrimitives.ReadUInt32LittleEndian(chunk) >> 2;
        return count <= ushort.MaxValue ? (int)count : -1;
    }

    /// <summary>Decodes a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="records">Receives the events; at least <see cref="CountOf"/> long.</param>
    /// <returns>False when the chunk is damaged.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> chunk, Span<EcfRecord> records)
    {
        var count = CountOf(chunk);
        if (count < 0)
            return false;
        var decoder = new EcfChunk(chunk[4..]);
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(chunk);
        records = records[..count];
        decoder.ReadTimes(records);
        if ((flags & IsPackedYxp) != 0)
        {
            decoder.ReadPackedRows(records);
            return !decoder._isDamaged;
        }

        decoder.ReadRows(records);
        if ((flags & IsPackedXp) != 0)
        {
            decoder.ReadPackedColumns(records);
            return !decoder._isDamaged;
        }

        decoder.ReadColumns(records);
        decoder.ReadPolarities(records);
        return !decoder._isDamaged;
    }

    private void ReadTimes(Span<EcfRecord> records)
    {
        var time = (long)Read<ulong>();
        for (var count = 0; count < records.Length && !_isDamaged;)
        {
            var code = Read<byte>();
            if (code >> 4 != TimeEscape)
            {
                time += code >> 4;
                var repeats = code & 15;
                repeats = repeats == TimeEscape ? Read<ushort>() : repeats;
                for (; repeats > 0 && count < records.Length; repeats--)
                    records[count++].Time = time;
                continue;
            }

            // A run of such bytes is one long step, its lowest four bits first.
            var shift = 0;
            for (var isFirst = true; isFirst || (_position < _bytes.Length && _bytes[_position] >> 4 == TimeEscape); isFirst = false)
            {
                code = isFirst ? code : Read<byte>();
                time += shift < LongestDelta ? (long)(code & 15) << shift : 0;
                shift = Math.Min(shift + 4, LongestDelta);
            }
        }
    }

    private void ReadPackedRows(Span<EcfRecord> records)
    {
        for (var count = 0; count < records.Length && !_isDamaged; count += 4)
        {
            var (w0, w1, w2) = (Read<uint>(), Read<uint>(), Read<uint>());
            Span<uint> values = [w0 >> 8, (w0 & 0xFF) | ((w1 >> 16) << 8), (w1 & 0xFFFF) | ((w2 >> 24) << 16), w2 & 0xFF_FFFF];
            for (var i = 0; i < 4 && count + i < records.Length; i++)
            {
                records[count + i].Y = (ushort)((values[i] >> 12) & 0x7FF);
                records[count + i].X = (ushort)((values[i] >> 1) & 0x7FF);
                records[count + i].Polarity = (short)(values[i] & 1);
            }
        }
    }

    private void ReadRows(Span<EcfRecord> records)
    {
        for (var count = 0; count < records.Length && !_isDamaged;)
        {
            int word = Read<ushort>();
            var repeats = word & RowEscape;
            repeats = repeats == RowEscape ? Read<ushort>() : repeats;
            for (; repeats > 0 && count < records.Length; repeats--)
                records[count++].Y = (ushort)(word >> 5);
        }
    }

    private void ReadPackedColumns(Span<EcfRecord> records)
    {
        for (var count = 0; count < records.Length && !_isDamaged; count += 4)
        {
            int w0 = Read<ushort>(), w1 = Read<ushort>(), w2 = Read<ushort>();
            Span<int> values = [w0 >> 4, (w0 & 15) | ((w1 >> 8) << 4), (w1 & 0xFF) | ((w2 >> 12) << 8), w2 & 0xFFF];
            for (var i = 0; i < 4 && count + i < records.Length; i++)
                (records[count + i].X, records[count + i].Polarity) = ((ushort)(values[i] >> 1), (short)(values[i] & 1));
        }
    }

    private void ReadColumns(Span<EcfRecord> records)
    {
        for (var count = 0; count < records.Length && !_isDamaged;)
        {
            int word = Read<ushort>();
            records[count++].X = (ushort)(word >> 5);
            for (var j = 0; j < 5 && count < records.Length; j++)
            {
                if (((word >> (4 - j)) & 1) != 0)
                    records[count++].X = (ushort)((word >> 5) + j + 1);
            }
        }
    }

    private void ReadPolarities(Span<EcfRecord> records)
    {
        for (var count = 0; count < records.Length && !_isDamaged;)
        {
            int code = Read<byte>();
            var repeats = code & PolarityEscape;
            repeats = repeats == PolarityEscape ? Read<ushort>() : repeats;
            for (; repeats > 0 && count < records.Length; repeats--)
                records[count++].Polarity = (short)(code >> 7);
        }
    }

    private T Read<T>()
        where T : unmanaged
    {
        if (!MemoryMarshal.TryRead(_bytes[_position..], out T value))
        {
            _isDamaged = true;
            return default;
        }

        _position += System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        return value;
    }
}
