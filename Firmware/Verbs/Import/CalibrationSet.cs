using EdgeSnn.Firmware.Evaluation;
using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Check;
using EdgeSnn.Models.Quantize;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>
/// Recordings of input spikes for the quantizer: tensor files, recordings of an event camera, or folders of them; a file in a
/// folder named as a label is of that class. <c>.npy</c> and <c>.csv</c> are tensors.
/// </summary>
internal sealed class CalibrationSet
{
    private readonly ImportResult _import;
    private readonly SignalOrder _toNeurons;
    private readonly TensorOrder _order;
    private readonly List<SpikeRecording> _recordings = [];
    private EventCalibration? _events;

    private CalibrationSet(ImportResult import, TensorOrder order)
    {
        _import = import;
        _order = order;
        _toNeurons = new SignalOrder(import.Populations[0]);
    }

    /// <summary>Reads all samples of all files.</summary>
    /// <exception cref="BadFileException">A file is missing, no recording, or does not fit the network's input.</exception>
    /// <exception cref="UsageException">A folder has no recordings.</exception>
    public static IReadOnlyList<SpikeRecording> Read(string[] paths, ImportResult import, TensorOrder order)
    {
        var set = new CalibrationSet(import, order);
        foreach (var (path, label) in paths.SelectMany(Files))
        {
            if (IsTensor(path) || !ClipFiles.Events.Accepts(path))
                set.AddTensor(path, set.Class(label));
            else
                set._recordings.Add((set._events ??= new EventCalibration(import.Model)).Read(path, set.Class(label)));
        }

        return set._recordings;
    }

    private int Class(string label) => Array.IndexOf(_import.Model.Labels, label);

    private void AddTensor(string path, int label)
    {
        var tensor = TensorFile.Read(path);
        var spikes = Fit(path, () => new SpikeTensor(tensor, _import.Populations[0].NirShape, _order, "input"));
        for (var sample = 0; sample < spikes.Layout.Samples; sample++)
        {
            var raster = Fit(path, () => spikes.Raster(sample));
            _recordings.Add(new([.. raster.Ticks.Select(_toNeurons.ToNeurons)], label));
        }
    }

    private static bool IsTensor(string path) => TensorFile.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<(string Path, string Label)> Files(string path)
    {
        if (!Directory.Exists(path))
            return [(path, "")];
        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => IsTensor(file) || ClipFiles.Events.Accepts(file))
            .Order(StringComparer.Ordinal)
            .Select(file => (file, Path.GetFileName(Path.GetDirectoryName(file)) ?? ""))
            .ToArray();
        return files.Length > 0 ? files
            : throw new UsageException($"--calibrate {path}: no {string.Join(", ", TensorFile.Extensions)} files and no {ClipFiles.Events.Name}");
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
