using System.Diagnostics;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Training;

/// <summary>What the fixed-point path made of a set of clips.</summary>
public readonly record struct ShippedResult(double Accuracy, double SynapticEventsPerSecond, double MillisecondsPerSecond)
{
    public override string ToString() =>
        $"{100 * Accuracy:F2} %, {SynapticEventsPerSecond:F0} synaptic operations per second, {MillisecondsPerSecond:F2} ms per second of recording";
}

/// <summary>Scores clips with the code that ships: encoder, integer network, decoder, each clip from reset.</summary>
public static class ShippedScoring
{
    // As `edgesnn eval`: a shorter clip is followed by silence, so that a tightly cut word's last evidence arrives.
    private const double LeastSeconds = 1.0;

    public static ShippedResult Measure(NetworkModel model, IReadOnlyList<Example> clips)
    {
        var encoder = Sensors.Catalog.CreateAudioEncoder(model.Encoder);
        var rate = 1e6 * encoder.SamplesPerTick / model.TickMicroseconds;
        return Measure(model, encoder, clips.Select(clip => (Padded(clip.Recording!.Samples), clip.Label)));

        short[] Padded(float[] source)
        {
            var samples = new short[Math.Max(source.Length, (int)(LeastSeconds * rate))];
            for (var n = 0; n < source.Length; n++) samples[n] = (short)source[n];
            return samples;
        }
    }

    public static ShippedResult Measure(NetworkModel model, IReadOnlyList<EventClip> clips)
    {
        var encoder = Sensors.Catalog.CreateEventEncoder(model.Encoder);
        return Measure(model, encoder, clips.Select(clip => (Ended(clip.Events), clip.Label)));

        DvsEvent[] Ended(DvsEvent[] events) => [.. events, DvsEvent.TimeMark((events.Length > 0 ? events[^1].Microseconds : 0) + model.TickMicroseconds)];
    }

    private static ShippedResult Measure<TSample>(NetworkModel model, IEncoder<TSample> encoder, IEnumerable<(TSample[] Samples, int Label)> clips)
        where TSample : unmanaged
    {
        var network = new Network(model);
        var decoder = Runtime.Catalog.CreateDecoder(model);
        var pipeline = new Pipeline<TSample>(encoder, network, decoder);
        var (count, right) = (0, 0);
        long events = 0, ticks = 0;
        var clock = new Stopwatch();
        foreach (var (samples, label) in clips)
        {
            pipeline.Reset();
            clock.Start();
            for (var at = 0; at < samples.Length;) at += pipeline.Advance(samples.AsSpan(at), out _);
            clock.Stop();
            if (decoder.Verdict.Class == label) right++;
            count++;
            events += network.Counters.TotalSynapticEvents;
            ticks += network.Tick;
        }

        var seconds = ticks * model.TickMicroseconds / 1e6;
        return new ShippedResult((double)right / count, events / seconds, clock.Elapsed.TotalMilliseconds / seconds);
    }
}
