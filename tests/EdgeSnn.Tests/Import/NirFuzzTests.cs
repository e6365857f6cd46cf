using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Import;

/// <summary>Nothing but <see cref="ModelFormatException"/> ever leaves the reader, in bounded memory. Time is bounded by the reads that the reader counts.</summary>
public class NirFuzzTests
{
    private const int Seed = 20251124;
    private const int Mutations = 4000;

    /// <summary>What a read may allocate beside a number of times its file [bytes].</summary>
    private const long MostAllocated = 200 << 20;

    private const long MostTimesFile = 4096;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Mutations_of_written_files_are_refused_or_read(bool compress) =>
        Mutate([NirWriterTests.Bytes(EveryPrimitive(), compress)], Mutations);

    [Fact]
    public void Truncations_of_written_files_are_refused_or_read()
    {
        var good = NirWriterTests.Bytes(EveryPrimitive(), compress: true);
        for (var length = 0; length < good.Length; length += 1 + (length / 200))
            Reads(good[..length]);
    }

    [SkippableFact]
    public void Mutations_of_files_of_other_libraries_are_refused_or_read() =>
        Mutate([.. Names().Select(File.ReadAllBytes)], Mutations);

    [SkippableFact]
    public void Truncations_of_files_of_other_libraries_are_refused_or_read()
    {
        foreach (var name in Names())
        {
            var good = File.ReadAllBytes(name);
            for (var length = 0; length < good.Length; length += 1 + (good.Length / 60))
                Reads(good[..length]);
        }
    }

    [Fact]
    public void Random_bytes_behind_a_signature_are_refused()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(8, 4000)];
            random.NextBytes(bytes);
            "\x89HDF\r\n\x1a\n"u8.CopyTo(bytes);
            bytes[0] = 0x89;
            Assert.False(Reads(bytes));
        }
    }

    /// <summary>A graph with a node of every primitive.</summary>
    internal static NirGraph EveryPrimitive(int depth = 1) => new()
    {
        Nodes = [.. NirPrimitive.All.Where(primitive => depth > 0 || primitive.Type != NirType.Graph).Select(primitive => new NirNode
        {
            Name = primitive.FileName,
            Type = primitive.Type,
            Graph = primitive.Type == NirType.Graph ? EveryPrimitive(depth - 1) : null,
            Parameters = primitive.Parameters.ToDictionary(parameter => parameter.Name, Sample),
        })],
        Edges = [new NirEdge("Input", "LIF"), new NirEdge("LIF", "Output")],
        Metadata = new Dictionary<string, string> { ["nested/a"] = "1" },
    };

    /// <summary>True when the bytes read, false when they are refused; anything else fails the test.</summary>
    internal static bool Reads(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            NirReader.Read(new MemoryStream(bytes));
            return true;
        }
        catch (ModelFormatException)
        {
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated + (MostTimesFile * bytes.Length));
        }
    }

    private static NirArray Sample(NirParameter parameter)
    {
        var length = parameter.Length > 0 ? parameter.Length : 9;
        int[] shape = [.. Enumerable.Repeat(1, Math.Max(1, parameter.MinRank) - 1), length];
        return new NirArray(shape, [.. Enumerable.Range(1, length).Select(value => (double)value)]);
    }

    private static IEnumerable<string> Names() =>
        new[] { "seq_default", "seq_latest", "seq_lzf", "seq_userblock", "nested", "dtypes", "scalars", "n_jp" }
            .Select(name => Path.Combine(SharedData.Folder("nir"), "conformance", $"{name}.nir"));

    private static void Mutate(byte[][] sources, int count)
    {
        var random = new Random(Seed);
        for (var i = 0; i < count; i++)
        {
            var bytes = (byte[])sources[i % sources.Length].Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                Change(random, bytes);
            Reads(bytes);
        }
    }

    /// <summary>Changes where it hurts: half of the changes fall on bytes beside others that are not zero.</summary>
    private static void Change(Random random, byte[] bytes)
    {
        var at = random.Next(bytes.Length);
        for (var tries = 0; bytes[at] == 0 && tries < 8; tries++)
            at = random.Next(bytes.Length);
        bytes[at] = random.Next(5) switch
        {
            0 => (byte)(bytes[at] ^ (1 << random.Next(8))),
            1 => (byte)random.Next(256),
            2 => 0xFF,
            3 => bytes[random.Next(bytes.Length)],
            _ => (byte)(bytes[at] + random.Next(-8, 9)),
        };
    }
}
