using System.IO.Hashing;
using System.Runtime.InteropServices;
using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Simulation;

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
        var events = SyntheticSquare.Events(grid.SensorWidth, grid.SensorHeight);
        var numbers = new long[4 * events.Length];
        for (var k = 0; k < events.Length; k++)
            (numbers[4 * k], numbers[(4 * k) + 1], numbers[(4 * k) + 2], numbers[(4 * k) + 3]) = (events[k].Microseconds, events[k].X, events[k].Y, events[k].Polarity);
        return (events, XxHash64.HashToUInt64(MemoryMarshal.AsBytes(numbers.AsSpan())));
    }

    private static short[] Samples(NetworkModel model, string root)
    {
        var rate = model.Encoder.Parameters.First(parameter => parameter.Name == "sample-rate").Value;
        var demo = Path.Combine(root, "Models", "Networks", model.Name, "demo", "demo.wav");
        return File.Exists(demo) ? Recording.Load(demo, rate) : SyntheticSound.Samples(rate, Seconds * rate);
    }
}
