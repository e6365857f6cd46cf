using System.Buffers.Binary;
using System.IO.Hashing;
using EdgeSnn.Models.Format;
using EdgeSnn.Models.Quantize;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Models;

public class ModelFileTests
{
    [Theory]
    [InlineData(4, NeuronKind.Lif)]
    [InlineData(8, NeuronKind.CubaLif)]
    [InlineData(16, NeuronKind.AdaptiveLif)]
    [InlineData(4, NeuronKind.IntegrateAndFire)]
    [InlineData(8, NeuronKind.LeakyIntegrator)]
    [InlineData(16, NeuronKind.CubaLeakyIntegrator)]
    public void Network_read_back_equals_the_one_written(int bits, NeuronKind kind)
    {
        foreach (var density in new[] { 0.05, 0.4, 1.0 })
        {
            var model = Network(seed: bits, kind, bits, density);
            ModelComparer.AssertEqual(model, ModelReader.Read(ModelWriter.ToBytes(model)));
        }
    }

    [Fact]
    public void Equal_networks_give_equal_bytes_and_so_does_writing_what_was_read()
    {
        var bytes = ModelWriter.ToBytes(Network(1));
        Assert.Equal(bytes, ModelWriter.ToBytes(Network(1)));
        Assert.Equal(bytes, ModelWriter.ToBytes(ModelReader.Read(bytes)));
        Assert.NotEqual(bytes, ModelWriter.ToBytes(Network(2)));
    }

    [Fact]
    public void Stream_is_read_from_its_position_to_its_end()
    {
        using var stream = new MemoryStream();
        stream.Write([1, 2, 3]);
        ModelWriter.Write(Network(1), stream);
        stream.Position = 3;
        ModelComparer.AssertEqual(Network(1), ModelReader.Read(stream));
    }

    [Fact]
    public void Every_int4_pair_survives_packing()
    {
        for (var count = 0; count < 5; count++)
        {
            for (var low = -8; low < 8; low++)
            {
                var weights = Enumerable.Range(0, count).Select(i => (short)(i % 2 == 0 ? low : -1 - low)).ToArray();
                Assert.Equal(weights, WeightPacking.Unpack(WeightPacking.Pack(weights, 4), count, 4));
            }
        }
    }

    [Fact]
    public void Int4_weights_take_half_a_byte_and_fan_outs_about_one_more()
    {
        var dense4 = ModelWriter.ToBytes(Network(3, bits: 4, density: 1)).Length;
        var dense8 = ModelWriter.ToBytes(Network(3, bits: 8, density: 1)).Length;
        var synapses = Network(3, bits: 8, density: 1).Projections.Where(p => p.Storage == SynapseStorage.Dense).Sum(p => p.Weights.Length);
        Assert.InRange(dense8 - dense4, synapses / 2, (synapses / 2) + 300);
    }

    [Theory]
    [InlineData(4, 3, "version")]
    [InlineData(6, 1, "reserved")]
    [InlineData(0, 'e', "magic")]
    [InlineData(12, 9, "section kind")]
    public void Reader_names_the_field_it_refuses(int offset, int value, string field)
    {
        var bytes = ModelWriter.ToBytes(Network(1));
        bytes[offset] = (byte)value;
        var error = Assert.Throws<ModelFormatException>(() => ModelReader.Read(WithChecksum(bytes)));
        Assert.Equal(field, error.Field);
        Assert.True(error.Offset == offset, error.Message);
    }

    [Fact]
    public void Trailing_bytes_are_refused_even_when_length_and_checksum_agree()
    {
        var bytes = ModelWriter.ToBytes(Network(1));
        byte[] longer = [.. bytes[..^8], 0, 0, 0, .. new byte[8]];
        var error = Assert.Throws<ModelFormatException>(() => ModelReader.Read(WithChecksum(longer)));
        Assert.Equal("end of file", error.Field);
    }

    [Fact]
    public void Padded_numbers_are_refused()
    {
        var content = new SectionWriter();
        content.Bytes([0x80, 0x00]);
        var error = Assert.Throws<ModelFormatException>(() =>
        {
            var from = new SectionReader(content.Written, 0, content.Written.Length);
            from.Unsigned("n");
        });
        Assert.Equal("its shortest encoding", error.Expected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(63)]
    [InlineData(-64)]
    [InlineData(64)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void Signed_number_survives(int value)
    {
        var content = new SectionWriter();
        content.Signed(value);
        var from = new SectionReader(content.Written, 0, content.Written.Length);
        Assert.Equal(value, from.Signed("n"));
        Assert.Equal(0, from.Remaining);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused()
    {
        var bytes = ModelWriter.ToBytes(Network(1));
        // The first letter of the name: section header (5 bytes) and the length of the name come before it.
        bytes[FileFormat.HeaderBytes + 6] = 0xFF;
        var error = Assert.Throws<ModelFormatException>(() => ModelReader.Read(WithChecksum(bytes)));
        Assert.Equal("identity.name", error.Field);
    }

    [Fact]
    public void Writer_refuses_what_the_reader_would_not_take()
    {
        var model = Network(1);
        Assert.Throws<ModelFormatException>(() => ModelWriter.ToBytes(model with { Description = new string('x', FileFormat.MaxDescriptionBytes + 1) }));
        Assert.Throws<ModelFormatException>(() => ModelWriter.ToBytes(model with { Description = "\uD800" }));
        Assert.Throws<ModelFormatException>(() => ModelWriter.ToBytes(model with { Labels = ["a"] }));
    }

    internal static NetworkModel Network(int seed, NeuronKind kind = NeuronKind.CubaLif, int bits = 8, double density = 0.6, int hidden = 30) =>
        Quantizer.Quantize(RandomNetworks.Create(seed, kind, hidden, density), new() { WeightBits = bits }).Model;

    /// <summary>The same bytes with length and checksum made to agree, so that the parser behind them is reached.</summary>
    internal static byte[] WithChecksum(byte[] bytes)
    {
        if (bytes.Length < FileFormat.HeaderBytes + FileFormat.ChecksumBytes)
            return bytes;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), bytes.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(bytes.Length - 8), XxHash64.HashToUInt64(bytes.AsSpan(0, bytes.Length - 8)));
        return bytes;
    }
}
