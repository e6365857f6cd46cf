using System.Diagnostics;
using EdgeSnn.Runtime;

namespace EdgeSnn.Training;

/// <summary>What the fixed-point path made of a set of clips.</summary>
public readonly record struct ShippedResult(double Accuracy, double SynapticEventsPerSecond, double MillisecondsPerSecond)
{
    public override string ToString() =>
        $"{100 * Accuracy:F2} %, {SynapticEventsPerSecond:F0} synaptic operations per second, {MillisecondsPerSecond:F2} ms per second of audio";
}

/// <summary>Scores clips with the code that ships: encoder, integer network, decoder, each clip from reset.</summary>
public static class ShippedScoring
{
    // As `edgesnn eval`: a shorter clip is followed by silence, so that a tightly cut word's last evidence arrives.
    private const double LeastSeconds = 1.0;

    public static ShippedResult Measure(NetworkModel model, IReadOnlyList<Example> clips)
    {
        var encoder = Sensors.Catalog.CreateAudioEncoder(model.Encoder);
        var network = new Network(model);
        var decoder = Runtime.Catalog.CreateDecoder(model);
        var pipeline = new Pipeline<short>(encoder, network, decoder);
        var rate = 1e6 * encoder.SamplesPerTick / model.TickMicroseconds;
        var right = 0;
        long events = 0, samplesSeen = 0;
        var clock = new Stopwatch();
        foreach (var (recording, label) in clips)
        {
            var source = recording!.Samples;
            var samples = new short[Math.Max(source.Length, (int)(LeastSeconds * rate))];
            for (var n = 0; n < source.Length; n++) samples[n] = (short)source[n];
            pipeline.Reset();
            clock.Start();
            for (var at = 0; at < samples.Length;) at += pipeline.Advance(samples.AsSpan(at), out _);
            clock.Stop();
            if (decoder.Verdict.Class == label) right++;
            events += network.Counters.TotalSynapticEvents;
            samplesSeen += samples.Length;
        }

        var seconds = samplesSeen / rate;
        return new ShippedResult((double)right / clips.Count, events / seconds, clock.Elapsed.TotalMilliseconds / seconds);
    }
}
