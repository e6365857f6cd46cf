using EdgeSnn.Models.Format;
using EdgeSnn.Models.Quantize;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Models;

/// <summary>Nothing but <see cref="ModelFormatException"/> ever leaves the reader, and it takes little memory to refuse.</summary>
public class ModelReaderFuzzTests
{
    private const int Seed = 20240607;
    private const int Cases = 20_000;

    [Fact]
    public void Every_flipped_bit_is_detected()
    {
        var good = Small();
        for (var offset = 0; offset < good.Length; offset++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var bad = (byte[])good.Clone();
                bad[offset] ^= (byte)(1 << bit);
                Assert.Throws<ModelFormatException>(() => ModelReader.Read(bad));
            }
        }
    }

    [Fact]
    public void Every_byte_set_to_every_value_is_detected()
    {
        var good = Small();
        for (var offset = 0; offset < good.Length; offset++)
        {
            for (var value = 0; value < 256; value++)
            {
                if (value == good[offset])
                    continue;
                var bad = (byte[])good.Clone();
                bad[offset] = (byte)value;
                Assert.False(Loads(bad, out _), $"byte {offset} = {value} went unnoticed");
            }
        }
    }

    [Fact]
    public void Every_truncation_is_detected_with_and_without_a_fixed_checksum()
    {
        var good = Small();
        for (var length = 0; length < good.Length; length++)
        {
            Assert.False(Loads(good[..length], out _));
            Assert.False(Loads(ModelFileTests.WithChecksum(good[..length]), out _));
        }
    }

    [Fact]
    public void Mutations_behind_a_valid_checksum_are_refused_or_give_a_network_that_runs()
    {
        var random = new Random(Seed);
        byte[][] sources = [Small(), Small(NeuronKind.AdaptiveLif, 4), Small(NeuronKind.Lif, 16), Grids()];
        var loaded = 0;
        for (var i = 0; i < Cases; i++)
        {
            var bytes = ModelFileTests.WithChecksum(Mutate(random, sources[i % sources.Length]));
            if (!Loads(bytes, out var model))
                continue;
            loaded++;
            RunIfSmall(model!);
        }
        // Most single changes of a weight or decay give another valid network: the parser is really reached.
        Assert.InRange(loaded, Cases / 50, Cases - (Cases / 50));
    }

    [Fact]
    public void Truncations_of_a_file_with_grids_are_detected_behind_a_fixed_checksum()
    {
        var good = Grids();
        for (var length = 0; length < good.Length; length++)
            Assert.False(Loads(ModelFileTests.WithChecksum(good[..length]), out _));
    }

    [Fact]
    public void Random_bytes_behind_a_valid_header_are_refused()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(20, 400)];
            random.NextBytes(bytes);
            FileFormat.Magic.CopyTo(bytes);
            bytes[4] = FileFormat.Version;
            bytes[5] = bytes[6] = bytes[7] = 0;
            bytes[12] = 1;
            Assert.False(Loads(ModelFileTests.WithChecksum(bytes), out _));
        }
    }

    [Fact]
    public void A_tiny_file_cannot_make_the_reader_spend_memory_on_empty_projections()
    {
        var model = ModelFileTests.Network(1);
        PopulationModel[] populations =
        [
            model.Populations[0],
            model.Populations[1] with
            {
                Size = 65536, MembraneDecay = [new(1)], SynapticDecay = [new(1)], Threshold = [new(1)], Bias = [],
            },
            model.Populations[2],
        ];
        var empty = new ProjectionModel
        {
            Pre = 0, Post = 1, WeightBits = 8, Scale = [1], Storage = SynapseStorage.Sparse,
            FanOutStarts = new int[RandomNetworks.Inputs + 1], PostNeurons = [], Weights = [],
        };
        var many = Enumerable.Range(1, 1000).Select(scale => empty with { Scale = [scale] }).ToArray();
        // The sections are put together by hand: the writer refuses to write such a file.
        var sections = new SectionWriter();
        var bad = model with { Populations = populations, Projections = many };
        sections.Bytes("ESNN\x01\0\0\0\0\0\0\0"u8);
        sections.Section(SectionKind.Identity, to => IdentitySection.Write(to, new("n", 1, "", bad.Labels)));
        sections.Section(SectionKind.Encoder, to => EncoderSection.Write(to, bad.Encoder));
        sections.Section(SectionKind.Populations, to => PopulationSection.Write(to, bad.Populations));
        sections.Section(SectionKind.Projections, to => ProjectionSection.Write(to, bad));
        sections.Section(SectionKind.Decoder, to => DecoderSection.Write(to, bad.Decoder));
        sections.UInt64(0);
        Assert.False(Loads(ModelFileTests.WithChecksum(sections.Written.ToArray()), out _));
    }

    /// <summary>True when the bytes load; false when refused; anything else fails the test. Bounds the memory either way.</summary>
    private static bool Loads(byte[] bytes, out NetworkModel? model)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            model = ModelReader.Read(bytes);
            return true;
        }
        catch (ModelFormatException)
        {
            model = null;
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 << 20) + (20L * bytes.Length));
        }
    }

    private static byte[] Mutate(Random random, byte[] source)
    {
        var bytes = source.ToList();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(FileFormat.HeaderBytes, bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveAt(at); break;
                case 3: bytes.Insert(at, (byte)random.Next(256)); break;
                default: bytes[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0; break;
            }
        }
        return [.. bytes];
    }

    private static void RunIfSmall(NetworkModel model)
    {
        if (Network.RequiredBytes(model) > 1 << 22)
            return;
        var network = new Network(model);
        var input = new SpikeList(model.Populations[0].Size);
        for (var tick = 0; tick < 3; tick++)
        {
            input.Clear();
            for (var neuron = tick; neuron < model.Populations[0].Size; neuron += 2)
                input.Add(neuron);
            network.Step(input);
        }
    }

    // Convolutions, pooled rows, graded transmission, several spikes: what version 2 of the file brought.
    private static byte[] Grids() => ModelWriter.ToBytes(Quantizer.Quantize(CameraNetworks.Rich(), new()).Model);

    private static byte[] Small(NeuronKind kind = NeuronKind.CubaLif, int bits = 8) =>
        ModelWriter.ToBytes(ModelFileTests.Network(1, kind, bits, density: 0.15, hidden: 6));
}
