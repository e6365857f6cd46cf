using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Tests.Sensors;

/// <summary>Damaged WAV files: nothing but <see cref="AudioFormatException"/> ever appears, in bounded time and memory.</summary>
public class WavFuzzTests
{
    private const int Seed = 20_261_123;
    private const int FlippedFiles = 6_000;

    // Resampling a flipped rate of up to 768 kHz builds a filter of up to 1.5 MB; the rest is buffers of 64 KiB.
    private const long MostBytesPerFile = 4 << 20;

    public static byte[][] WholeFiles { get; } =
    [
        WavFile.Of(1, 16_000, 16, false, Noise(301)),
        WavFile.Of(2, 44_100, 24, false, Noise(600)),
        WavFile.Of(1, 16_000, 32, true, Noise(400)),
        new WavFile().Chunk("LIST", Noise(33)).Extensible(new("00000001-0000-0010-8000-00aa00389b71"), 3, 48_000, 32).Chunk("data", Noise(360)).ToArray(),
        new WavFile { Id = "RF64" }.Chunk("ds64", [.. new byte[8], .. BitConverter.GetBytes(100L), .. new byte[12]])
            .Format(1, 1, 8_000, 8).Chunk("data", Noise(100), uint.MaxValue).ToArray(),
    ];

    [Fact]
    public void Flipped_bytes_give_samples_or_an_audio_error()
    {
        var random = new Random(Seed);
        int accepted = 0, refused = 0;
        for (var i = 0; i < FlippedFiles; i++)
        {
            var file = (byte[])WholeFiles[i % WholeFiles.Length].Clone();
            // Most of the damage goes into the header, where it matters.
            for (var flips = random.Next(1, 5); flips > 0; flips--)
                file[random.Next(random.Next(4) == 0 ? file.Length : Math.Min(file.Length, 100))] = (byte)random.Next(256);
            Assert.True(TryLoad(file) ? ++accepted > 0 : ++refused > 0);
        }

        Assert.True(accepted > FlippedFiles / 20 && refused > FlippedFiles / 20, $"{accepted} accepted, {refused} refused, seed {Seed}");
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        foreach (var file in WholeFiles)
        {
            var dataEnd = file.Length - (file.Length % 2);
            for (var length = 0; length < dataEnd - 2; length++)
                Assert.False(TryLoad(file[..length]), $"{length} of {file.Length} bytes");
        }
    }

    [Fact]
    public void Random_bytes_behind_a_riff_header_give_samples_or_an_audio_error()
    {
        var random = new Random(Seed);
        string[] ids = ["fmt ", "data", "LIST", "ds64", "fact"];
        for (var i = 0; i < 3_000; i++)
        {
            var file = new WavFile { RiffSize = (uint)random.NextInt64(1L << 32) };
            for (var chunks = random.Next(5); chunks >= 0; chunks--)
            {
                var content = new byte[random.Next(64)];
                random.NextBytes(content);
                file.Chunk(ids[random.Next(ids.Length)], content, random.Next(3) == 0 ? (uint)random.NextInt64(1L << 32) : null);
            }

            TryLoad(file.ToArray());
        }
    }

    private static bool TryLoad(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return Recording.Load(new MemoryStream(file), "fuzz", 16_000).Length >= 0;
        }
        catch (AudioFormatException error)
        {
            Assert.NotEmpty(error.Field);
            Assert.DoesNotContain('\n', error.Message);
            return false;
        }
        finally
        {
            // A rate flipped to a few hertz makes minutes of 16 kHz samples out of hundreds.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytesPerFile + (file.Length * 16_000L * 8));
        }
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(Seed + length).NextBytes(bytes);
        return bytes;
    }
}
