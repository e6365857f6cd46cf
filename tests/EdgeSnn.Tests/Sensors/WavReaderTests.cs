using System.Runtime.InteropServices;
using CsCheck;
using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Tests.Sensors;

public class WavReaderTests
{
    private static readonly Guid PcmSubFormat = new("00000001-0000-0010-8000-00aa00389b71");

    [Fact]
    public void Eight_bit_samples_are_unsigned_around_128()
        => Assert.Equal([-32768, -256, 0, 256, 32512], Read(WavFile.Of(1, 8000, 8, false, [0, 127, 128, 129, 255])));

    [Fact]
    public void Sixteen_bit_samples_pass_unchanged()
        => Gen.Short.Array[0, 300].Sample(samples => Assert.Equal(samples, Read(WavFile.Of(1, 8000, 16, false, Bytes(samples)))), iter: 100);

    [Theory]
    [InlineData(0x00_00_7F, 0)]
    [InlineData(0x00_00_80, 1)]
    [InlineData(-0x00_00_7F, 0)]
    [InlineData(-0x00_00_80, -1)]
    [InlineData(0x7F_FF_FF, 32767)]
    [InlineData(-0x80_00_00, -32768)]
    public void Twenty_four_bit_samples_round_halves_away_from_zero(int stored, short expected)
    {
        byte[] data = [(byte)stored, (byte)(stored >> 8), (byte)(stored >> 16)];
        Assert.Equal([expected], Read(WavFile.Of(1, 8000, 24, false, data)));
    }

    [Fact]
    public void Thirty_two_bit_samples_round_and_saturate()
        => Assert.Equal(
            [32767, -32768, 1, 0, -1],
            Read(WavFile.Of(1, 8000, 32, false, Bytes([int.MaxValue, int.MinValue, 0x8000, 0x7FFF, -0x8000]))));

    [Fact]
    public void Floats_are_scaled_clipped_and_cleaned()
    {
        float[] samples = [0.5f, -1f, 1f, 7f, -7f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon];
        short[] expected = [16384, -32768, 32767, 32767, -32768, 0, 0, 0, 0];
        Assert.Equal(expected, Read(WavFile.Of(1, 8000, 32, true, Bytes(samples))));
        Assert.Equal(expected, Read(WavFile.Of(1, 8000, 64, true, Bytes(Array.ConvertAll(samples, s => (double)s)))));
    }

    [Theory]
    [InlineData(new short[] { 1, 2 }, 2)]
    [InlineData(new short[] { -1, -2 }, -2)]
    [InlineData(new short[] { 1, 1, 2 }, 1)]
    [InlineData(new short[] { 32767, 32767, 32767, 32767 }, 32767)]
    [InlineData(new short[] { 32767, -32768 }, -1)]
    public void Channels_mix_to_their_rounded_average(short[] frame, short expected)
        => Assert.Equal([expected, expected], Read(WavFile.Of(frame.Length, 8000, 16, false, Bytes([.. frame, .. frame]))));

    [Fact]
    public void As_many_channels_as_a_frame_can_hold_are_mixed()
    {
        var frame = new byte[65_535];
        Array.Fill(frame, (byte)130);
        Assert.Equal([512, 512, 512], Read(WavFile.Of(65_535, 8000, 8, false, [.. frame, .. frame, .. frame])));
    }

    [Fact]
    public void Extensible_form_is_read()
        => Assert.Equal([7], Read(new WavFile().Extensible(PcmSubFormat, 1, 8000, 16).Chunk("data", [7, 0]).ToArray()));

    [Fact]
    public void Unknown_chunks_and_their_padding_are_skipped()
        => Assert.Equal(
            [7],
            Read(new WavFile().Chunk("LIST", new byte[3]).Format(1, 1, 8000, 16).Chunk("junk", new byte[70_001]).Chunk("data", [7, 0]).Chunk("id3 ", new byte[9]).ToArray()));

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(0u, 36u)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    [InlineData(0x7FFFF000u, 0x7FFFF024u)]
    [InlineData(0x80000000u, 0x80000024u)]
    public void Sizes_left_open_by_streaming_writers_mean_to_the_end(uint dataSize, uint riffSize)
    {
        var file = new WavFile { RiffSize = riffSize }.Format(1, 1, 8000, 16).Chunk("data", [1, 0, 2, 0, 3], dataSize).ToArray()[..^1];
        Assert.Equal([1, 2], Read(file));
        Assert.Equal([1, 2], ReadAll(new WavReader(new PipeLikeStream(file, 3), "pipe")));
    }

    [Fact]
    public void Empty_data_before_other_chunks_is_an_empty_recording()
        => Assert.Empty(Read(new WavFile().Format(1, 1, 8000, 16).Chunk("data", []).Chunk("LIST", new byte[20]).ToArray()));

    [Fact]
    public void Rf64_takes_its_size_from_ds64()
    {
        byte[] sizes = [.. new byte[8], .. BitConverter.GetBytes(4L), .. new byte[12]];
        var file = new WavFile { Id = "RF64" }.Chunk("ds64", sizes).Format(1, 1, 8000, 16).Chunk("data", [1, 0, 2, 0, 3, 0], uint.MaxValue).ToArray();
        Assert.Equal([1, 2], Read(file));
    }

    [Fact]
    public void Any_split_into_reads_gives_the_same_samples()
    {
        var file = WavFile.Of(3, 8000, 24, false, [.. Enumerable.Range(0, 9 * 12_000).Select(i => (byte)(i * 31))]);
        var whole = Read(file);
        Gen.Select(Gen.Int[1, 5_000], Gen.Int[1, 9_000]).Sample(
            (size, bytesPerRead) => Assert.Equal(whole, ReadAll(new WavReader(new PipeLikeStream(file, bytesPerRead), "pipe"), size)), iter: 30);
    }

    [Fact]
    public void Truncated_file_is_refused_when_opened()
    {
        var file = WavFile.Of(1, 8000, 16, false, new byte[1000])[..^400];
        var error = Assert.Throws<AudioFormatException>(() => new WavReader(new MemoryStream(file), "cut.wav"));
        Assert.Equal(("cut.wav", 44L, "data", "600 bytes, then the end of the file (truncated)", "1000 bytes"), Parts(error));
        Assert.Equal("cut.wav: offset 44, data: found 600 bytes, then the end of the file (truncated), expected 1000 bytes", error.Message);
    }

    [Fact]
    public void Truncated_pipe_gives_what_came_and_then_the_error()
    {
        var file = WavFile.Of(1, 8000, 16, false, new byte[1000])[..^401];
        var reader = new WavReader(new PipeLikeStream(file, 100), "pipe");
        Assert.Equal(299, reader.Read(new short[1000]));
        var error = Assert.Throws<AudioFormatException>(() => reader.Read(new short[1000]));
        Assert.Equal("599 bytes, then the end of the file (truncated)", error.Found);
    }

    [Fact]
    public void Failing_device_is_an_audio_error()
    {
        var file = WavFile.Of(1, 8000, 16, false, new byte[1000])[..^400];
        var reader = new WavReader(new FailingStream(file), "device");
        Assert.Equal("the device is gone", Assert.Throws<AudioFormatException>(() => ReadAll(reader)).Found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("no/such/file.wav")]
    [InlineData("nul\0byte.wav")]
    public void Paths_that_do_not_open_are_audio_errors(string path)
        => Assert.Equal("file", Assert.Throws<AudioFormatException>(() => WavReader.Open(path)).Field);

    public static TheoryData<string, byte[], long, string, string> WrongFiles()
    {
        byte[] data = [1, 0, 2, 0];
        byte[] Broken(int codec = 1, int channels = 1, int rate = 8000, int bits = 16, int? align = null)
            => new WavFile().Format(codec, channels, rate, bits, align).Chunk("data", data).ToArray();
        return new()
        {
            { "nothing", [], 0, "RIFF header", "0 bytes, then the end of the file" },
            { "text", "hello, this is text\n"u8.ToArray(), 0, "RIFF id", "\"hell\"" },
            { "binary", [0, 255, 65, 10, 0, 0, 0, 0, 0, 0, 0, 0], 0, "RIFF id", "\"\\x00\\xFFA\\x0A\"" },
            { "big endian", new WavFile { Id = "RIFX" }.ToArray(), 0, "RIFF id", "\"RIFX\"" },
            { "avi", new WavFile { Type = "AVI " }.ToArray(), 8, "RIFF type", "\"AVI \"" },
            { "no fmt", new WavFile().Chunk("LIST", data).ToArray(), 24, "fmt chunk", "the end of the file" },
            { "data first", new WavFile().Chunk("data", data).ToArray(), 12, "fmt chunk", "a data chunk" },
            { "no data", new WavFile().Format(1, 1, 8000, 16).ToArray(), 36, "data chunk", "the end of the file" },
            { "short fmt", new WavFile().Chunk("fmt ", new byte[14]).ToArray(), 16, "fmt.size", "14 bytes" },
            { "cut fmt", new WavFile().Format(1, 1, 8000, 16).ToArray()[..30], 20, "fmt", "10 bytes, then the end of the file (truncated)" },
            { "cut list", new WavFile().Chunk("LIST", data, 100).ToArray(), 20, "chunk \"LIST\"", "4 bytes, then the end of the file (truncated)" },
            { "no channels", Broken(channels: 0), 22, "fmt.channels", "0" },
            { "no rate", Broken(rate: 0), 24, "fmt.sample-rate", "0 Hz" },
            { "low rate", Broken(rate: 999), 24, "fmt.sample-rate", "999 Hz" },
            { "high rate", Broken(rate: 768_001), 24, "fmt.sample-rate", "768001 Hz" },
            { "negative rate", Broken(rate: -1), 24, "fmt.sample-rate", "4294967295 Hz" },
            { "odd bits", Broken(bits: 12, align: 2), 34, "fmt.bits-per-sample", "12 bits of PCM (0x0001)" },
            { "half float", Broken(codec: 3), 34, "fmt.bits-per-sample", "16 bits of IEEE float (0x0003)" },
            { "align", Broken(align: 3), 32, "fmt.block-align", "3 bytes" },
            { "adpcm", Broken(codec: 2), 20, "fmt.codec", "Microsoft ADPCM (0x0002)" },
            { "mu-law", Broken(codec: 7), 20, "fmt.codec", "mu-law (0x0007)" },
            { "mp3", Broken(codec: 0x55), 20, "fmt.codec", "MP3 (0x0055)" },
            { "codec", Broken(codec: 0x1234), 20, "fmt.codec", "unknown codec (0x1234)" },
            { "short extensible", Broken(codec: 0xFFFE), 20, "fmt.size", "16 bytes" },
            {
                "extensible a-law", new WavFile().Extensible(new("00000006-0000-0010-8000-00aa00389b71"), 1, 8000, 16).ToArray(), 44,
                "fmt.codec", "A-law (0x0006)"
            },
            {
                "ambisonic", new WavFile().Extensible(new("00000001-0721-11d3-8644-c8c1ca000000"), 1, 8000, 16).ToArray(), 44,
                "fmt.sub-format", "codec 00000001-0721-11d3-8644-c8c1ca000000"
            },
            { "short ds64", new WavFile { Id = "RF64" }.Chunk("ds64", new byte[8]).ToArray(), 16, "ds64.size", "8 bytes" },
        };
    }

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void Wrong_files_are_refused_with_offset_field_and_finding(string name, byte[] file, long offset, string field, string found)
    {
        foreach (var stream in new Stream[] { new MemoryStream(file), new PipeLikeStream(file, 5) })
        {
            var error = Assert.Throws<AudioFormatException>(() => new WavReader(stream, name));
            Assert.Equal((name, offset, field, found), (error.File, error.Offset, error.Field, error.Found));
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public void Written_recordings_read_back_the_same()
    {
        Gen.Short.Array[0, 5_000].Sample(
            samples =>
            {
                var stream = new MemoryStream();
                WavWriter.Write(stream, samples, 16_000);
                stream.Position = 0;
                Assert.Equal(samples, Recording.Load(stream, "written", 16_000));
            },
            iter: 30);
    }

    [Fact]
    public void Stated_sizes_do_not_decide_how_much_memory_is_taken()
    {
        byte[] sizes = [.. new byte[8], .. BitConverter.GetBytes(long.MaxValue), .. new byte[12]];
        var file = new WavFile { Id = "RF64" }.Chunk("ds64", sizes).Format(1, 1, 8000, 16).Chunk("data", new byte[100], uint.MaxValue).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reader = new WavReader(new PipeLikeStream(file, 100), "pipe");
        Assert.Throws<AudioFormatException>(() => ReadAll(reader));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    internal static short[] ReadAll(WavReader reader, int size = 4_096)
    {
        var samples = new List<short>();
        var buffer = new short[size];
        int count;
        while ((count = reader.Read(buffer)) > 0)
            samples.AddRange(buffer[..count]);
        return [.. samples];
    }

    internal static byte[] Bytes<T>(T[] values) where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();

    private static short[] Read(byte[] file) => ReadAll(new WavReader(new MemoryStream(file), "test"));

    private static (string, long, string, string, string) Parts(AudioFormatException error)
        => (error.File, error.Offset, error.Field, error.Found, error.Expected);
}
