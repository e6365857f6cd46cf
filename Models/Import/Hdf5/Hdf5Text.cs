using EdgeSnn.Runtime;
using PureHDF;
using PureHDF.VOL.Native;

namespace EdgeSnn.Models.Import.Hdf5;

/// <summary>Reads strings of variable or fixed length, UTF-8.</summary>
internal static class Hdf5Text
{
    /// <summary>Most characters of one string.</summary>
    public const int MaxLength = 1 << 16;

    /// <summary>True when a dataset holds text.</summary>
    public static bool IsText(NativeDataset data) => data.Type.Class is H5DataTypeClass.VariableLength or H5DataTypeClass.String;

    /// <summary>Reads all of a dataset.</summary>
    /// <returns>Row-major; one string for a scalar.</returns>
    /// <exception cref="ModelFormatException">It is not text or is damaged.</exception>
    public static string[] Read(Hdf5File file, NativeDataset data, string path)
    {
        if (!IsText(data))
            throw new ModelFormatException(path, $"{data.Type.Class}", "text");
        if (file.Admit(data, path) == 0)
            return [];
        var texts = file.At(path, () => data.Space.Rank == 0 ? [data.Read<string>()] : data.Read<string[]>());
        for (var i = 0; i < texts.Length; i++)
        {
            // Fixed lengths are padded with zeros or blanks; a null reference stands for an empty string.
            texts[i] = (texts[i] ?? "").TrimEnd('\0', ' ');
            if (texts[i].Length > MaxLength)
                throw new ModelFormatException(path, $"{texts[i].Length} characters", $"at most {MaxLength}");
        }
        return texts;
    }

    /// <summary>Reads the only string of a dataset.</summary>
    public static string ReadOne(Hdf5File file, NativeDataset data, string path)
    {
        var texts = Read(file, data, path);
        return texts.Length == 1 ? texts[0] : throw new ModelFormatException(path, $"{texts.Length} strings", "one");
    }
}
