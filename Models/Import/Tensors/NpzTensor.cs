using System.IO.Compression;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Tensors;

/// <summary>The .npz format: a ZIP archive with one .npy file per array.</summary>
internal static class NpzTensor
{
    /// <summary>True for a file that begins as a ZIP archive.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith("PK\x03\x04"u8);

    /// <summary>Reads one array of the archive.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="member">Its name without .npy; empty takes the only one.</param>
    /// <exception cref="ModelFormatException">The archive is damaged or has no such array.</exception>
    public static Tensor Read(byte[] file, string member)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
            var entry = Choose(archive, member);
            using var content = entry.Open();
            var bytes = TensorReader.ReadAll(content, entry.FullName);
            if (!NpyTensor.Recognizes(bytes))
                throw new ModelFormatException(entry.FullName, "another kind of file", "a .npy array");
            return NpyTensor.Read(bytes, $"{entry.FullName}: ");
        }
        catch (InvalidDataException damaged)
        {
            throw new ModelFormatException("archive", damaged.Message, "a ZIP archive that is whole");
        }
    }

    private static ZipArchiveEntry Choose(ZipArchive archive, string member)
    {
        var arrays = archive.Entries.Where(e => e.FullName.EndsWith(".npy", StringComparison.Ordinal)).ToArray();
        var names = string.Join(", ", arrays.Select(e => e.FullName[..^4]));
        if (member.Length == 0)
            return arrays.Length == 1 ? arrays[0] : throw new ModelFormatException("archive", $"{arrays.Length} arrays: {names}", "one, or FILE#ARRAY");
        return Array.Find(arrays, e => e.FullName[..^4] == member)
            ?? throw new ModelFormatException("archive", $"arrays {names}", $"one named {member}");
    }
}
