namespace EdgeSnn.Firmware.Evaluation;

/// <summary>
/// The clips of a data folder: one folder per label, or, in a folder without folders, files called
/// <c>LABEL_anything</c> with the extension. Sorted by name, so that every machine sees the same order.
/// </summary>
public sealed class ClipSet
{
    private readonly LabelNames _labels;
    private readonly ClipFilter _filter;
    private readonly ClipFiles _files;
    private readonly List<Clip> _clips = [];
    private readonly List<string> _notes = [];

    private ClipSet(string[] labels, ClipFilter filter, ClipFiles files)
    {
        _labels = new LabelNames(labels);
        _filter = filter;
        _files = files;
    }

    /// <summary>The clips, sorted by name.</summary>
    public IReadOnlyList<Clip> Clips => _clips;

    /// <summary>What the reader should know, such as folders that were left out; one line each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Finds the clips of a folder.</summary>
    /// <exception cref="UsageException">There are none.</exception>
    public static ClipSet Find(string folder, string[] labels, ClipFilter filter, ClipFiles files)
    {
        if (!Directory.Exists(folder))
            throw new UsageException($"--data {folder}: no such folder");
        var set = new ClipSet(labels, filter, files);
        var folders = Directory.GetDirectories(folder);
        Array.Sort(folders, StringComparer.Ordinal);
        if (folders.Length > 0)
            set.AddFolders(folders);
        else
            set.AddFlat(folder);
        if (set._clips.Count == 0)
            throw new UsageException($"--data {folder}: no clips (one folder of {files.Name} per label, or {files.Name} called LABEL_anything){set.WhyNone()}");
        return set;
    }

    private string WhyNone() => _notes.Count > 0 ? "; " + _notes[0] : "";

    private void AddFolders(string[] folders)
    {
        foreach (var folder in folders)
        {
            var name = Path.GetFileName(folder);
            var label = _labels.IndexOf(name);
            if (label < 0 && _labels.Unknown < 0)
            {
                _notes.Add($"folder '{name}' is none of the labels: left out");
                continue;
            }

            if (label < 0)
                _notes.Add($"folder '{name}' is none of the labels: counted as {LabelNames.UnknownLabel}");
            Add(ClipsIn(folder).Select(file => new Clip(file, $"{name}/{Path.GetFileName(file)}", label < 0 ? _labels.Unknown : label)));
        }
    }

    private void AddFlat(string folder)
    {
        var strangers = 0;
        var byLabel = new SortedDictionary<int, List<Clip>>();
        foreach (var file in ClipsIn(folder))
        {
            var name = Path.GetFileName(file);
            var label = _labels.IndexOfPrefix(name);
            if (label < 0)
            {
                strangers++;
                continue;
            }

            if (!byLabel.TryGetValue(label, out var clips))
                byLabel[label] = clips = [];
            clips.Add(new Clip(file, name, label));
        }

        foreach (var clips in byLabel.Values)
            Add(clips);
        if (strangers > 0)
            _notes.Add($"{strangers} files are not called after a label: left out");
    }

    private void Add(IEnumerable<Clip> clips) => _clips.AddRange(clips.Where(clip => _filter.Accepts(clip.Path)).Take(_filter.LimitPerLabel));

    private string[] ClipsIn(string folder)
    {
        // Directory patterns match case differently from system to system; this does not.
        var files = Array.FindAll(Directory.GetFiles(folder), _files.Accepts);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
