using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Tensors;

/// <summary>Reads spike and event tensors: NumPy .npy (v1-v3, any numeric or bool type, either byte order and order), .npz, and .csv.</summary>
public static class TensorReader
{
    /// <summary>Longest file, and most bytes that a packed one may unfold to [bytes].</summary>
    public const int MaxBytes = 1 << 30;

    /// <summary>Reads one tensor; the format is told by content.</summary>
    /// <param name="stream">Read to its end; stays open.</param>
    /// <param name="member">Array to take from a .npz; empty takes the only one.</param>
    /// <exception cref="ModelFormatException">The content is not a tensor; names offset or line.</exception>
    public static Tensor Read(Stream stream, string member = "")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(member);
        var bytes = ReadAll(stream, "file");
        if (NpyTensor.Recognizes(bytes))
            return NpyTensor.Read(bytes, "");
        return NpzTensor.Recognizes(bytes) ? NpzTensor.Read(bytes, member) : CsvTensor.Read(bytes);
    }

    /// <summary>Everything a stream still holds, as far as a tensor may be long.</summary>
    internal static byte[] ReadAll(Stream stream, string field)
    {
        using var content = new MemoryStream();
        var chunk = new byte[1 << 16];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            content.Write(chunk, 0, read);
            if (content.Length > MaxBytes)
                throw new ModelFormatException(field, $"more than {MaxBytes} bytes", $"at most {MaxBytes}", MaxBytes);
        }
        return content.ToArray();
    }
}
