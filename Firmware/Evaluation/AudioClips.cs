using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>Clips of sound at a network's rate.</summary>
internal static class AudioClips
{
    /// <summary>The medium for a network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="leastMilliseconds">
    /// Shorter clips are followed by silence until they last this long: the last sound of a clip that is cut tight needs
    /// time to pass the network's delays and the decoder's window, as it has in any stream.
    /// </param>
    public static ClipMedium<short> Of(NetworkModel model, int leastMilliseconds)
    {
        var rate = AudioInput.SampleRateOf(model);
        var leastSamples = (int)((long)leastMilliseconds * rate / 1000);
        return new ClipMedium<short>
        {
            Files = ClipFiles.Audio,
            CreateEncoder = () => Sensors.Catalog.CreateAudioEncoder(model.Encoder),
            Load = clip => Load(clip.Path, rate, leastSamples),
            Seconds = samples => samples.Length / (double)rate,
        };
    }

    private static short[] Load(string path, int rate, int leastSamples)
    {
        var samples = Recording.Load(path, rate);
        if (samples.Length < leastSamples)
            Array.Resize(ref samples, leastSamples);
        return samples;
    }
}
