using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Tensors;

/// <summary>The .npy format, versions 1 to 3 (NumPy Enhancement Proposal 1): a header in Python's notation, then the raw array.</summary>
internal static partial class NpyTensor
{
    private const int PrefixBytes = 10;
    private const int MaxDimensions = 32;

    /// <summary>True for a file that begins as one.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> file) => file.Length > 6 && file[0] == 0x93 && file[1..].StartsWith("NUMPY"u8);

    /// <summary>Reads an array.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="where">Prefix of fields in errors.</param>
    /// <exception cref="ModelFormatException">The file is damaged or holds another kind of element.</exception>
    public static Tensor Read(ReadOnlySpan<byte> file, string where)
    {
        var header = Header(file, where, out var start);
        var shape = Shape(header, where);
        var kind = Kind(header, where);
        var isFortran = FortranOrder().Match(header) is { Success: true } order && order.Groups[1].Value == "True";
        var count = 1L;
        foreach (var length in shape)
        {
            count *= length;
            if (count > TensorReader.MaxBytes)
                throw new ModelFormatException($"{where}shape", "too many elements", $"at most {TensorReader.MaxBytes}", PrefixBytes);
        }
        var data = file[start..];
        if (data.Length != count * kind.Bytes)
            throw new ModelFormatException($"{where}data", $"{data.Length} bytes", $"{count * kind.Bytes} for {count} elements of {kind.Bytes}", start);
        var values = new double[count];
        for (var k = 0; k < values.Length; k++)
            values[k] = Value(data.Slice(k * kind.Bytes, kind.Bytes), kind);
        return new Tensor(shape, isFortran && shape.Length > 1 ? RowMajor(values, shape) : values);
    }

    private static string Header(ReadOnlySpan<byte> file, string where, out int start)
    {
        if (file.Length < PrefixBytes + 2)
            throw new ModelFormatException($"{where}header", $"{file.Length} bytes", "a whole header", file.Length);
        if (file[6] is < 1 or > 3)
            throw new ModelFormatException($"{where}version", $"{file[6]}", "1, 2 or 3", 6);
        var isShort = file[6] == 1;
        start = isShort ? PrefixBytes : PrefixBytes + 2;
        var length = isShort ? BinaryPrimitives.ReadUInt16LittleEndian(file[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[8..]);
        if (length > file.Length - start)
            throw new ModelFormatException($"{where}header", $"{file.Length - start} bytes", $"{length} as its length says", 8);
        var text = Encoding.UTF8.GetString(file.Slice(start, (int)length));
        start += (int)length;
        return text;
    }

    private static int[] Shape(string header, string where)
    {
        var match = ShapeEntry().Match(header);
        if (!match.Success)
            throw new ModelFormatException($"{where}shape", "none in the header", "a tuple of lengths", PrefixBytes);
        var parts = match.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > MaxDimensions)
            throw new ModelFormatException($"{where}shape", $"{parts.Length} dimensions", $"at most {MaxDimensions}", PrefixBytes);
        var shape = new int[parts.Length];
        for (var k = 0; k < shape.Length; k++)
        {
            if (!int.TryParse(parts[k], NumberStyles.None, CultureInfo.InvariantCulture, out shape[k]))
                throw new ModelFormatException($"{where}shape", parts[k], $"a length of at most {int.MaxValue}", PrefixBytes);
        }
        return shape;
    }

    private static Element Kind(string header, string where)
    {
        var match = Description().Match(header);
        if (!match.Success)
            throw new ModelFormatException($"{where}descr", "a structured or missing type", "one number per element, such as '<f4'", PrefixBytes);
        var text = match.Groups[1].Value;
        var element = new Element(text[^2], text[^1] - '0', text[0] == '>');
        var isKnown = element.Letter switch
        {
            'b' or '?' => element.Bytes == 1,
            'i' or 'u' => element.Bytes is 1 or 2 or 4 or 8,
            'f' => element.Bytes is 2 or 4 or 8,
            _ => false,
        };
        return isKnown ? element : throw new ModelFormatException($"{where}descr", text, "a bool, integer or floating-point type", PrefixBytes);
    }

    private static double Value(ReadOnlySpan<byte> stored, Element kind)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes = bytes[..kind.Bytes];
        stored.CopyTo(bytes);
        if (kind.IsBigEndian)
            bytes.Reverse();
        return (kind.Letter, kind.Bytes) switch
        {
            ('b' or '?', _) => bytes[0] != 0 ? 1 : 0,
            ('i', 1) => (sbyte)bytes[0],
            ('u', 1) => bytes[0],
            ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            ('u', 2) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            ('u', 4) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            ('i', 8) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            ('u', 8) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            ('f', 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            ('f', 4) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        };
    }

    // Fortran order has the first dimension fastest.
    private static double[] RowMajor(double[] values, int[] shape)
    {
        var turned = new double[values.Length];
        for (var k = 0; k < values.Length; k++)
        {
            var (rest, index) = (k, 0);
            var strides = 1;
            for (var d = shape.Length - 1; d > 0; d--)
                strides *= shape[d];
            for (var d = 0; d < shape.Length; d++)
            {
                index += rest % shape[d] * strides;
                rest /= shape[d];
                if (d + 1 < shape.Length)
                    strides /= shape[d + 1];
            }
            turned[index] = values[k];
        }
        return turned;
    }

    [GeneratedRegex(@"'descr'\s*:\s*'([<>|=]?[a-zA-Z?][0-9])'")]
    private static partial Regex Description();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)")]
    private static partial Regex FortranOrder();

    [GeneratedRegex(@"'shape'\s*:\s*\(([0-9,\sL]*)\)")]
    private static partial Regex ShapeEntry();

    /// <summary>How one element is stored.</summary>
    private readonly record struct Element(char Letter, int Bytes, bool IsBigEndian);
}
