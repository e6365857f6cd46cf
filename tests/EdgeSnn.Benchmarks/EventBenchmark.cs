using System.Numerics;
using System.Runtime.InteropServices;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Benchmarks;

/// <summary>
/// Events decoded per second of processor time: recordings in memory, read again and again in chunks of 64 KiB on one thread.
/// Every pass has a decoder of its own, for a recording that begins anew in the middle of a stream runs back in time.
/// </summary>
internal static class EventBenchmark
{
    private const int ChunkBytes = 1 << 16;
    private const int RoomEvents = 1 << 12;
    private const int Rounds = 9;
    private const double RoundSeconds = 0.25;

    /// <summary>Encodings that a recording is measured in, beside its own.</summary>
    private static readonly string[] Encodings = ["evt2", "evt21", "evt3", "evt4", "dat"];

    /// <summary>A scene of edges: rows of up to 32 neighbors, as a fast or close object gives.</summary>
    public static EventResult[] RunDense()
    {
        var random = new Random(1);
        var events = new List<DvsEvent>();
        for (var time = 0L; events.Count < 1_000_000; time += 5)
        {
            for (var (x, y) = (random.Next(64), random.Next(720)); x < 1240; x += 40 + random.Next(200))
            {
                for (int length = random.Next(12, 33), column = 0; column < length; column++)
                {
                    if (random.Next(8) > 0)
                        events.Add(new DvsEvent(time, (ushort)(x + column), (ushort)y, (byte)(y & 1)));
                }
            }
        }

        return Measure("dense rows", [.. events], new EventGeometry(1280, 720), Encodings);
    }

    /// <summary>Measures a recording in its own format, and in every other encoding of the same events.</summary>
    public static EventResult[] Run(string path)
    {
        var bytes = File.ReadAllBytes(path);
        using var reader = EventFile.Open(path, EventFormats.All, null, EventReadOptions.None, out var format);
        var buffer = new DvsEvent[RoomEvents];
        var events = new List<DvsEvent>();
        for (int count; (count = reader.Read(buffer)) > 0;)
            events.AddRange(buffer.AsSpan(0, count));
        var name = Path.GetFileName(path);
        return
        [
            Measure($"{name}, as recorded", format, bytes),
            .. Measure($"{name}, converted", [.. events], reader.Geometry, Encodings),
        ];
    }

    private static EventResult[] Measure(string name, DvsEvent[] events, EventGeometry geometry, string[] formats)
        => [.. formats.Select(format => Measure(name, EventFormats.Find(EventFormats.All, format), Write(format, events, geometry)))];

    private static byte[] Write(string format, DvsEvent[] events, EventGeometry geometry)
    {
        using var stream = new MemoryStream();
        var writer = EventFormats.Find(EventFormats.All, format).CreateWriter!(stream, geometry);
        writer.Write(events);
        writer.Finish();
        return stream.ToArray();
    }

    private static EventResult Measure(string name, EventFormat format, byte[] bytes)
    {
        var buffer = new DvsEvent[RoomEvents];
        Pass(format.CreateDecoder!(EventReadOptions.None), bytes, buffer);
        var start = Environment.CpuUsage.TotalTime;
        var events = Pass(format.CreateDecoder(EventReadOptions.None), bytes, buffer);
        var once = Math.Max((Environment.CpuUsage.TotalTime - start).TotalSeconds, 1e-5);
        var passes = Math.Clamp((int)(RoundSeconds / once), 1, 2_000);
        var rates = new double[Rounds];
        var reads = new double[Rounds];
        var allocated = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            rates[round] = events * passes / DecodeSeconds(format, bytes, buffer, passes, ref allocated);
            reads[round] = (double)bytes.Length * passes / ReadSeconds(bytes, passes);
        }

        return new EventResult(
            name, format.Name, events, bytes.Length, rates.Max() / 1e6, Median(rates) / 1e6,
            Median(rates) * bytes.Length / events / Median(reads), allocated);
    }

    private static double DecodeSeconds(EventFormat format, byte[] bytes, DvsEvent[] buffer, int passes, ref long allocated)
    {
        // The first bytes hold the header, which may allocate; they are decoded before the clock starts.
        const int head = 256;
        var decoders = new IEventDecoder[passes];
        for (var index = 0; index < passes; index++)
        {
            decoders[index] = format.CreateDecoder!(EventReadOptions.None);
            DecodeAll(decoders[index], bytes.AsSpan(0, head), buffer);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Environment.CpuUsage.TotalTime;
        foreach (var decoder in decoders)
            Pass(decoder, bytes.AsSpan(head), buffer);
        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        return seconds;
    }

    private static double ReadSeconds(byte[] bytes, int passes)
    {
        // A read is far shorter than a decode: more passes, so that the clock sees it.
        const int more = 8;
        var sum = 0UL;
        var start = Environment.CpuUsage.TotalTime;
        for (var pass = 0; pass < passes * more; pass++)
            sum += Sum(bytes);
        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds / more;
        GC.KeepAlive(sum);
        return Math.Max(seconds, 1e-6);
    }

    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<ulong>>(bytes);
        var (even, odd) = (Vector<ulong>.Zero, Vector<ulong>.Zero);
        for (var index = 0; index + 1 < vectors.Length; index += 2)
        {
            even += vectors[index];
            odd += vectors[index + 1];
        }

        return Vector.Sum(even + odd);
    }

    private static long Pass(IEventDecoder decoder, ReadOnlySpan<byte> bytes, DvsEvent[] buffer)
    {
        var events = 0L;
        while (bytes.Length > 0)
        {
            var chunk = bytes[..Math.Min(bytes.Length, ChunkBytes)];
            bytes = bytes[chunk.Length..];
            events += DecodeAll(decoder, chunk, buffer);
        }

        return events;
    }

    private static long DecodeAll(IEventDecoder decoder, ReadOnlySpan<byte> chunk, DvsEvent[] buffer)
    {
        var events = 0L;
        while (chunk.Length > 0)
        {
            events += decoder.Decode(chunk, buffer, out var consumed);
            chunk = chunk[consumed..];
        }

        return events;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
