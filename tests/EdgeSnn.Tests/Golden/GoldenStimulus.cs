using System.IO.Hashing;
using System.Runtime.InteropServices;
using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Golden;

/// <summary>What a network perceives in its golden test: the demo recording in its folder, or else what is made here.</summary>
internal static class GoldenStimulus
{
    private const int Seconds = 10;

    /// <summary>Samples for a network that hears, and their XXH64.</summary>
    public static (short[] Samples, ulong Hash) Audio(NetworkModel model, string root)
    {
        var samples = Samples(model, root);
        return (samples, XxHash64.HashToUInt64(MemoryMarshal.AsBytes(samples.AsSpan())));
    }

    /// <summary>Events for a network that sees, and their XXH64 as four 64-bit numbers each: the structure itself has gaps.</summary>
    public static (DvsEvent[] Samples, ulong Hash) Events(NetworkModel model)
    {
        var grid = EventGridOptions.Read(model.Encoder);
        var events = Bars(grid.SensorWidth, grid.SensorHeight);
        var numbers = new long[4 * events.Length];
        for (var k = 0; k < events.Length; k++)
            (numbers[4 * k], numbers[(4 * k) + 1], numbers[(4 * k) + 2], numbers[(4 * k) + 3]) = (events[k].Microseconds, events[k].X, events[k].Y, events[k].Polarity);
        return (events, XxHash64.HashToUInt64(MemoryMarshal.AsBytes(numbers.AsSpan())));
    }

    /// <summary>
    /// For half a second each, a square moves to the right, down, to the left and up, twice, at two speeds and in noise, with
    /// a pause after each. Its front is brighter and its back darker. Integers only, so that every machine makes the same.
    /// </summary>
    public static DvsEvent[] Bars(int width, int height)
    {
        var events = new List<DvsEvent>();
        uint noise = 1;
        var side = width / 4;
        for (var millisecond = 0; millisecond < 4000; millisecond++)
        {
            noise = (noise * 1664525) + 1013904223;
            events.Add(new(millisecond * 1000L, (ushort)((noise >> 8) % width), (ushort)((noise >> 16) % height), (byte)(noise >> 31)));
            var (segment, within) = (millisecond / 500, millisecond % 500);
            var way = within * (segment < 4 ? 1 : 2) * (width + side) / 500;
            if (way > width + side || way == (within - 1) * (segment < 4 ? 1 : 2) * (width + side) / 500)
                continue;
            for (var across = (height - side) / 2; across < (height + side) / 2; across++)
            {
                AddEdge(events, millisecond, (segment % 4, way, across), (width, height), 1);
                AddEdge(events, millisecond, (segment % 4, way - side, across), (width, height), 0);
            }
        }

        return [.. events];
    }

    private static void AddEdge(List<DvsEvent> events, int millisecond, (int Direction, int Way, int Across) place, (int Width, int Height) size, byte polarity)
    {
        var (x, y) = place.Direction switch
        {
            0 => (place.Way, place.Across),
            1 => (place.Across, place.Way),
            2 => (size.Width - 1 - place.Way, place.Across),
            _ => (place.Across, size.Height - 1 - place.Way),
        };
        if (x >= 0 && x < size.Width && y >= 0 && y < size.Height)
            events.Add(new((millisecond * 1000L) + place.Across, (ushort)x, (ushort)y, polarity));
    }

    private static short[] Samples(NetworkModel model, string root)
    {
        var rate = model.Encoder.Parameters.First(parameter => parameter.Name == "sample-rate").Value;
        var demo = Path.Combine(root, "Models", "Networks", model.Name, "demo", "demo.wav");
        return File.Exists(demo) ? Recording.Load(demo, rate) : Synthetic(rate);
    }

    /// <summary>
    /// Half a second each of a gliding buzz, hiss, both and silence, in turn and of changing loudness. Integers only, so
    /// that every machine makes the same.
    /// </summary>
    public static short[] Synthetic(int rate)
    {
        var samples = new short[Seconds * rate];
        uint noise = 1, phase = 0, formant = 0;
        for (var n = 0; n < samples.Length; n++)
        {
            var segment = n / (rate / 2);
            var within = n % (rate / 2);
            noise = (noise * 1664525) + 1013904223;
            phase += (uint)((100L + (40 * segment % 130) + (60L * within / rate)) * (1L << 32) / rate);
            formant += (uint)((400L + (700L * segment % 2300) + (1200L * within / rate)) * (1L << 32) / rate);
            var buzz = (Saw(phase) + Saw(formant)) / 2;
            var hiss = (int)noise >> 16;
            var sound = (segment % 4) switch { 0 => buzz, 1 => hiss / 2, 2 => (buzz + (hiss / 4)) / 2, _ => 0 };
            samples[n] = (short)((sound >> (segment % 3)) + (hiss >> 12));
        }
        return samples;
    }

    private static int Saw(uint phase) => ((int)phase >> 16) / 2;
}
