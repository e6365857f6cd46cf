using System.Globalization;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Filters;

namespace EdgeSnn.Benchmarks;

/// <summary>
/// What events cost between a decoder and a network, on one core: filters one by one, de-noising and down-sampling together,
/// and the encoder. A generated stream of 1 Mev/s on 640 by 480 pixels: bars that move, and noise that does not.
/// </summary>
internal static class EventPathBenchmark
{
    private const int Width = 640;
    private const int Height = 480;
    private const int Events = 1_000_000;
    private const int ChunkLength = 4096;
    private const int Rounds = 9;
    private const double NanosecondsPerEventAtOneMegahertz = 1000;

    private static readonly DvsEvent[] s_room = new DvsEvent[ChunkLength];

    private static readonly string[][] Chains =
    [
        [],
        ["roi:64,48,512,384"], ["merge"], ["hot"], ["refractory:1000"], ["denoise:5000"], ["down:4,4"], ["rate:800000"],
        ["denoise:5000", "down:4,4"],
    ];

    public static void Run(TextWriter output)
    {
        var stream = Generate();
        output.WriteLine(FormattableString.Invariant($"{Events:N0} events in 1 s, {Width} x {Height}; best of {Rounds} rounds, processor time of one thread"));
        var copy = 0.0;
        foreach (var chain in Chains)
        {
            var made = new EventFilterChain([.. chain.Select(EventFilters.Parse)], new EventGeometry(Width, Height));
            var cost = Best(made.Reset, () => Filter(made, stream), out var bytes);
            if (chain.Length == 0)
                copy = cost;
            Print(output, chain.Length == 0 ? "copying" : string.Join(" + ", chain), cost - (chain.Length == 0 ? 0 : copy), bytes, made.Dropped / (double)Events);
        }

        var encoder = new EventGridEncoder(new EventGridOptions { Width = Width / 4, Height = Height / 4, Pool = 4, MaxPerTick = 255 });
        var spikes = new SpikeList(encoder.MostSpikesPerTick);
        Print(output, "event-grid, counts", Best(encoder.Reset, () => Encode(encoder, stream, spikes), out var encoderBytes), encoderBytes, 0);
        var all = new EventFilterChain([EventFilters.Parse("denoise:5000"), EventFilters.Parse("down:4,4")], new EventGeometry(Width, Height));
        var small = new EventGridEncoder(new EventGridOptions { Width = Width / 4, Height = Height / 4, MaxPerTick = 255 });
        Print(output, "denoise, down and event-grid", Best(ResetBoth, () => FilterAndEncode(all, small, stream, spikes), out var bothBytes), bothBytes, all.Dropped / (double)Events);

        void ResetBoth()
        {
            all.Reset();
            small.Reset();
        }
    }

    private static void Print(TextWriter output, string what, double nanoseconds, long bytes, double dropped)
        => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-30}{nanoseconds,7:0.00} ns per event {1000 / nanoseconds,7:0} Mev/s {NanosecondsPerEventAtOneMegahertz / nanoseconds,7:0} x headroom at 1 Mev/s{bytes,4} bytes allocated{100 * dropped,6:0.0} % dropped"));

    private static double Best(Action reset, Action round, out long bytes)
    {
        round();
        bytes = 0;
        var best = TimeSpan.MaxValue;
        for (var index = 0; index < Rounds; index++)
        {
            reset();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Environment.CpuUsage.TotalTime;
            round();
            var elapsed = Environment.CpuUsage.TotalTime - start;
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            best = elapsed < best ? elapsed : best;
        }

        return best.TotalNanoseconds / Events;
    }

    private static void Filter(EventFilterChain filters, DvsEvent[] stream)
    {
        Span<DvsEvent> room = s_room;
        for (var start = 0; start < stream.Length; start += ChunkLength)
        {
            var count = Math.Min(ChunkLength, stream.Length - start);
            stream.AsSpan(start, count).CopyTo(room);
            filters.Apply(room[..count]);
        }
    }

    private static void Encode(EventGridEncoder encoder, ReadOnlySpan<DvsEvent> events, SpikeList spikes)
    {
        while (!events.IsEmpty)
            events = events[encoder.Encode(events, spikes, out _)..];
    }

    private static void FilterAndEncode(EventFilterChain filters, EventGridEncoder encoder, DvsEvent[] stream, SpikeList spikes)
    {
        Span<DvsEvent> room = s_room;
        for (var start = 0; start < stream.Length; start += ChunkLength)
        {
            var count = Math.Min(ChunkLength, stream.Length - start);
            stream.AsSpan(start, count).CopyTo(room);
            Encode(encoder, room[..filters.Apply(room[..count])], spikes);
        }
    }

    // Eight bars of three pixels cross the sensor in two seconds; three events in ten are noise.
    private static DvsEvent[] Generate()
    {
        var random = new Random(1);
        var events = new DvsEvent[Events];
        for (var index = 0; index < events.Length; index++)
        {
            var bar = random.Next(8);
            var x = random.Next(10) < 3 ? random.Next(Width) : ((bar * 80) + (index * 320 / Events) + random.Next(3)) % Width;
            events[index] = new DvsEvent(index, (ushort)x, (ushort)random.Next(Height), (byte)(random.Next(100) < 90 ? bar & 1 : 1 - (bar & 1)));
        }

        return events;
    }
}
