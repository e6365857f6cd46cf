using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Tests.Golden;

/// <summary>What a network hears in its golden test: the demo recording in its folder, or else sounds made here.</summary>
internal static class GoldenStimulus
{
    private const int Seconds = 10;

    public static short[] For(NetworkModel model, string root)
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
