using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Tests.Sensors;

public class RecordingTests
{
    [SkippableTheory]
    [InlineData("audio/speech-commands/val", 16_000)]
    [InlineData("audio/fsdd", 8_000)]
    public void Every_shared_recording_loads_whole(string name, int rate)
    {
        foreach (var path in Directory.EnumerateFiles(SharedData.Folder(name), "*.wav", SearchOption.AllDirectories))
        {
            // These are mono, 16 bits, with a header of 44 bytes and nothing behind the samples.
            var samples = (new FileInfo(path).Length - 44) / 2;
            Assert.Equal(samples, Recording.Load(path, rate).Length);
            Assert.Equal(2 * samples, Recording.Load(path, 2 * rate).Length);
        }
    }
}
