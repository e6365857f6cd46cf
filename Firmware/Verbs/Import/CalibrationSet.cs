using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Check;
using EdgeSnn.Models.Quantize;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>
/// Recordings of input spikes for the quantizer: tensor files, or folders of them; a file in a folder named as a label is of
/// that class.
/// </summary>
internal static class CalibrationSet
{
    /// <summary>Reads all samples of all files.</summary>
    /// <exception cref="BadFileException">A file is missing, no tensor, or does not fit the network's input.</exception>
    /// <exception cref="UsageException">A folder has no tensor files.</exception>
    public static IReadOnlyList<SpikeRecording> Read(string[] paths, ImportedPopulation input, string[] labels, TensorOrder order)
    {
        var toNeurons = new SignalOrder(input);
        var recordings = new List<SpikeRecording>();
        foreach (var (path, label) in paths.SelectMany(Files))
        {
            var tensor = TensorFile.Read(path);
            var spikes = Fit(path, () => new SpikeTensor(tensor, input.NirShape, order, "input"));
            for (var sample = 0; sample < spikes.Layout.Samples; sample++)
            {
                var raster = Fit(path, () => spikes.Raster(sample));
                recordings.Add(new([.. raster.Ticks.Select(toNeurons.ToNeurons)], Array.IndexOf(labels, label)));
            }
        }

        return recordings;
    }

    private static IEnumerable<(string Path, string Label)> Files(string path)
    {
        if (!Directory.Exists(path))
            return [(path, "")];
        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => TensorFile.Extensions.Contains(System.IO.Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(file => (file, System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file)) ?? ""))
            .ToArray();
        return files.Length > 0 ? files
            : throw new UsageException($"--calibrate {path}: no {string.Join(", ", TensorFile.Extensions)} files");
    }

    private static T Fit<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ModelFormatException error)
        {
            throw new BadFileException($"{path}: {OneLine.Of(error)}", error);
        }
    }
}
