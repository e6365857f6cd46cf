using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using EdgeSnn.Models.Import.Tensors;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Import;

public class TensorReaderTests
{
    private const int Seed = 20261124;

    public static TheoryData<string, byte[]> Elements => new()
    {
        { "|b1", [1, 0, 1, 1, 0, 1] },
        { "|i1", [1, 0xFE, 3, 0, 5, 6] },
        { "<u2", Words(2, false, 1, 65534, 3, 0, 5, 6) },
        { ">u2", Words(2, true, 1, 65534, 3, 0, 5, 6) },
        { "<i4", Words(4, false, 1, -2, 3, 0, 5, 6) },
        { ">i8", Words(8, true, 1, -2, 3, 0, 5, 6) },
        { "<f4", [.. new[] { 1f, -2, 3, 0, 5, 6 }.SelectMany(BitConverter.GetBytes)] },
        { "<f8", [.. new[] { 1.0, -2, 3, 0, 5, 6 }.SelectMany(BitConverter.GetBytes)] },
        { "<f2", [.. new[] { (Half)1, (Half)(-2), (Half)3, (Half)0, (Half)5, (Half)6 }.SelectMany(BitConverter.GetBytes)] },
    };

    [Theory]
    [MemberData(nameof(Elements))]
    public void Every_type_and_byte_order_is_read(string type, byte[] data)
    {
        double[] expected = type switch
        {
            "|b1" => [1, 0, 1, 1, 0, 1],
            _ when type.Contains('u', StringComparison.Ordinal) => [1, 65534, 3, 0, 5, 6],
            _ => [1, -2, 3, 0, 5, 6],
        };
        var tensor = Read(Npy(type, "(2, 3)", data));
        Assert.Equal([2, 3], tensor.Shape);
        Assert.Equal(expected, tensor.Values);
        Assert.Equal([expected[0], expected[2], expected[4], expected[1], expected[3], expected[5]], Read(Npy(type, "(2, 3)", data, fortran: true)).Values);
    }

    [Theory]
    [InlineData("()", 1)]
    [InlineData("(6,)", 6)]
    [InlineData("(0, 5)", 0)]
    [InlineData("(1, 1, 1, 1)", 1)]
    public void Any_number_of_dimensions_is_read(string shape, int count) =>
        Assert.Equal(count, Read(Npy("|u1", shape, new byte[count])).Values.Length);

    [Theory]
    [InlineData("(2, 3)", 5, "5 bytes")]
    [InlineData("(99999999999, 2)", 6, "99999999999")]
    [InlineData("(2147483647, 2147483647, 2147483647)", 6, "too many")]
    public void A_shape_that_does_not_fit_is_refused(string shape, int bytes, string found)
    {
        var error = Assert.Throws<ModelFormatException>(() => Read(Npy("|u1", shape, new byte[bytes])));
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<c8")]
    [InlineData("<U4")]
    [InlineData("|O8")]
    [InlineData("<M8")]
    public void An_element_that_is_no_number_is_refused_by_its_type(string type) =>
        Assert.Contains(type, Assert.Throws<ModelFormatException>(() => Read(Npy(type, "(1,)", new byte[8]))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_array_of_an_archive_is_taken_by_name()
    {
        var archive = Npz(("a", Npy("|u1", "(2,)", [1, 2])), ("b", Npy("|u1", "(1,)", [3])));
        Assert.Equal([3], TensorReader.Read(new MemoryStream(archive), "b").Values);
        Assert.Contains("a, b", Assert.Throws<ModelFormatException>(() => Read(archive)).Message, StringComparison.Ordinal);
        Assert.Contains("named c", Assert.Throws<ModelFormatException>(() => TensorReader.Read(new MemoryStream(archive), "c")).Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], Read(Npz(("only", Npy("|u1", "(2,)", [1, 2])))).Values);
    }

    [Theory]
    [InlineData("1,2\n3,4\n")]
    [InlineData("\uFEFFt;v\r\n1;2\r\n\r\n3;4")]
    [InlineData("# note\n1\t2\n3\t4 # end\n")]
    [InlineData("  1   2\n  3   4\n")]
    public void Text_is_read_with_any_separator_header_and_blank_lines(string text)
    {
        var tensor = Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal([2, 2], tensor.Shape);
        Assert.Equal([1, 2, 3, 4], tensor.Values);
    }

    [Theory]
    [InlineData("1,2\n3\n", "line 2")]
    [InlineData("1,2\n3,x\n", "line 2")]
    [InlineData("1,2\n3,NaN\n", "line 2")]
    [InlineData("a,b\nc,d\n1,2\n", "line 2")]
    [InlineData("", "content")]
    [InlineData("only words\n", "content")]
    public void Text_that_is_no_table_of_numbers_is_refused_by_line(string text, string where) =>
        Assert.Contains(where, Assert.Throws<ModelFormatException>(() => Read(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void Mutations_and_truncations_are_refused_or_read()
    {
        var random = new Random(Seed);
        byte[][] sources =
        [
            Npy("<f4", "(2, 3)", new byte[24]), Npz(("a", Npy("|u1", "(200,)", new byte[200]))), Encoding.UTF8.GetBytes("a,b\n1,2\n3,4\n"),
        ];
        for (var i = 0; i < 30_000; i++)
        {
            var bytes = sources[i % sources.Length].ToArray();
            for (var changes = random.Next(1, 5); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            AssertReadsOrRefuses(random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
        }
    }

    private static void AssertReadsOrRefuses(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Read(bytes);
        }
        catch (ModelFormatException)
        {
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    private static Tensor Read(byte[] bytes) => TensorReader.Read(new MemoryStream(bytes));

    private static byte[] Npy(string type, string shape, byte[] data, bool fortran = false)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n";
        byte[] bytes = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. data];
        return bytes;
    }

    private static byte[] Npz(params (string Name, byte[] Content)[] members)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var entry = archive.CreateEntry($"{name}.npy").Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }

    private static byte[] Words(int width, bool isBig, params long[] values)
    {
        var bytes = new byte[values.Length * width];
        Span<byte> word = stackalloc byte[8];
        for (var k = 0; k < values.Length; k++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(word, values[k]);
            var target = bytes.AsSpan(k * width, width);
            word[..width].CopyTo(target);
            if (isBig) target.Reverse();
        }

        return bytes;
    }
}
