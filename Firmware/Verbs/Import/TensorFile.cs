using EdgeSnn.Models.Import.Tensors;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>Spike tensors as the command line names them: a file, or <c>FILE.npz#MEMBER</c>.</summary>
internal static class TensorFile
{
    /// <summary>Extensions that are looked for in folders.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".npy", ".npz", ".csv"];

    /// <summary>Reads a tensor.</summary>
    /// <exception cref="BadFileException">It is missing, or no tensor.</exception>
    public static Tensor Read(string name)
    {
        var mark = File.Exists(name) ? -1 : name.LastIndexOf('#');
        var (path, member) = mark < 0 ? (name, "") : (name[..mark], name[(mark + 1)..]);
        return Read(path, stream => TensorReader.Read(stream, member));
    }

    /// <summary>One column of a tensor of rows, such as a .csv file with input and output side by side.</summary>
    /// <exception cref="BadFileException">It has no such column.</exception>
    public static Tensor Column(Tensor tensor, int column, string name)
    {
        if (tensor.Shape is not [var rows, var columns] || column >= columns)
            throw new BadFileException($"{name}: no column {column}; its shape is ({string.Join(", ", tensor.Shape)})", new FormatException());
        var values = new double[rows];
        for (var row = 0; row < rows; row++)
            values[row] = tensor.Values[((long)row * columns) + column];
        return new([rows, 1], values);
    }

    /// <summary>Reads a file of any kind, naming it in whatever goes wrong.</summary>
    /// <exception cref="BadFileException">It is missing or bad.</exception>
    public static T Read<T>(string path, Func<Stream, T> read)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return read(stream);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadFileException($"{path}: no such file", error);
        }
        catch (Exception error) when (error is ModelFormatException or IOException or UnauthorizedAccessException)
        {
            throw new BadFileException($"{path}: {OneLine.Of(error)}", error);
        }
    }
}
