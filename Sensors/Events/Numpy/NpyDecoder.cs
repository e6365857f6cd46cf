using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events.Numpy;

/// <summary>
/// NumPy <c>.npy</c> of a one-dimensional structured array whose fields are found by name: x, y, t (ts, time, timestamp) and p
/// (pol, polarity, on), of any integer type, order and padding. Whole times are microseconds, or nanoseconds when the first is
/// beyond 10^17; floating-point times are seconds, unless all of the first 64 are whole numbers, some above 0. A polarity above
/// zero is ON. Allocates nothing after the header.
/// </summary>
internal sealed class NpyDecoder : RecordDecoder
{
    private const double MicrosecondsPerSecond = 1e6;
    private const long SmallestNanoseconds = 100_000_000_000_000_000;
    private const int TimesLookedAt = 64;

    private NpyHeader? _header;
    private long _recordsLeft;
    private bool _isStarted;
    private long _divisor = 1;
    private double _timeFactor = 1;

    /// <summary>A decoder at the start of a stream.</summary>
    /// <param name="geometry">Size of the sensor, which the format does not tell; 0 by 0 takes every pixel.</param>
    public NpyDecoder(EventGeometry geometry = default)
        : base(geometry, NpyHeader.LongestRecord)
    {
    }

    private protected override int MeasureHeader(ReadOnlySpan<byte> soFar, bool ended)
    {
        if (!NpyHeader.Magic.StartsWith(soFar[..Math.Min(soFar.Length, NpyHeader.Magic.Length)]))
            throw new EventFormatException("magic", "other bytes", "93 \"NUMPY\"", 0);
        var isFirstVersion = soFar.Length > 6 && soFar[6] == 1;
        var start = NpyHeader.LengthOffset + (isFirstVersion ? 2 : 4);
        if (soFar.Length >= start)
        {
            var bytes = isFirstVersion
                ? BinaryPrimitives.ReadUInt16LittleEndian(soFar[NpyHeader.LengthOffset..])
                : BinaryPrimitives.ReadUInt32LittleEndian(soFar[NpyHeader.LengthOffset..]);
            if (bytes > LongestHeader - start - 1)
                throw new EventFormatException("header.length", $"{bytes} bytes", $"less than {LongestHeader}", NpyHeader.LengthOffset);
            if (soFar.Length >= start + bytes)
            {
                _header ??= NpyHeader.Read(soFar.Slice(start, (int)bytes), start);
                var records = soFar[(start + (int)bytes)..];
                if (_header.Time.IsReal && !ended && records.Length < Math.Min(TimesLookedAt, _header.Count) * _header.RecordBytes)
                    return -1;
                _timeFactor = _header.Time.IsReal && !AreWhole(_header, records) ? MicrosecondsPerSecond : 1;
                _recordsLeft = _header.Count;
                return start + (int)bytes;
            }
        }

        return !ended ? -1 : throw new EventFormatException("header", "the end of the stream", "the whole header", soFar.Length);
    }

    private protected override int DecodeUnits(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var header = _header!;
        var written = 0;
        for (consumed = 0; bytes.Length - consumed >= header.RecordBytes && written < events.Length; consumed += header.RecordBytes)
        {
            if (_recordsLeft == 0)
                break;
            _recordsLeft--;
            var record = bytes.Slice(consumed, header.RecordBytes);
            var x = header.X.ReadScaled(record, 1);
            var y = header.Y.ReadScaled(record, 1);
            var polarity = header.Polarity.ReadScaled(record, 1) > 0 ? 1 : 0;
            if (Gate.TryAdmit(ReadTime(header, record), x, y, polarity, out events[written]))
                written++;
        }

        if (_recordsLeft > 0)
            return written;
        // Nothing belongs behind the last record.
        Counters.DamagedBytes += bytes.Length - consumed;
        consumed = bytes.Length;
        return written;
    }

    private long ReadTime(NpyHeader header, ReadOnlySpan<byte> record)
    {
        var time = header.Time.ReadScaled(record, _timeFactor);
        if (!_isStarted)
        {
            _isStarted = true;
            _divisor = _timeFactor == 1 && time >= SmallestNanoseconds ? 1000 : 1;
        }

        return time / _divisor;
    }

    private static bool AreWhole(NpyHeader header, ReadOnlySpan<byte> records)
    {
        var (whole, counted) = (0, Math.Min(TimesLookedAt, Math.Min(header.Count, records.Length / header.RecordBytes)));
        var largest = 0L;
        for (; whole < counted; whole++)
        {
            var record = records.Slice(whole * header.RecordBytes, header.RecordBytes);
            var time = header.Time.ReadScaled(record, 1);
            // A thousandth of what is left of a whole number is nothing.
            if (Math.Abs(header.Time.ReadScaled(record, 1000) - (1000.0 * time)) >= 1)
                return false;
            largest = Math.Max(largest, time);
        }

        return largest > 0;
    }
}
