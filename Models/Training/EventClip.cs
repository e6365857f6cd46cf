using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Training;

/// <summary>A recording of events and its class.</summary>
/// <param name="Events">In the order of time.</param>
/// <param name="Label">Class index.</param>
/// <param name="Name">Folder and file, for messages and for an order that does not depend on the file system.</param>
public sealed record EventClip(DvsEvent[] Events, int Label, string Name)
{
    /// <summary>First tick at which the class may be recognized, counted from the first event.</summary>
    public int Start { get; init; }

    /// <summary>Tick after the last at which it may be; Start = End for all of a recording.</summary>
    public int End { get; init; }

    /// <summary>All recordings below a folder, one sub-folder per label, in ordinal order of their names.</summary>
    /// <exception cref="DirectoryNotFoundException">No such folder.</exception>
    /// <exception cref="EventFormatException">A recording cannot be read.</exception>
    public static List<EventClip> Load(string folder, string[] labels)
    {
        var clips = new List<EventClip>();
        for (var label = 0; label < labels.Length; label++)
        {
            var files = Directory.GetFiles(Path.Combine(folder, labels[label]));
            Array.Sort(files, string.CompareOrdinal);
            foreach (var file in files) clips.Add(new EventClip(Read(file), label, labels[label] + "/" + Path.GetFileName(file)));
        }

        return clips;
    }

    /// <summary>Writes the clip below a folder as <see cref="Name"/> says, in EVT3.</summary>
    public void Save(string folder, EventGeometry geometry)
    {
        var path = Path.Combine(folder, Name + ".raw");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        var writer = EventFormats.Find(EventFormats.All, "evt3").CreateWriter!(file, geometry);
        writer.Write(Events);
        writer.Finish();
    }

    private static DvsEvent[] Read(string file)
    {
        using var reader = EventFile.Open(file, EventFormats.All, null, EventReadOptions.None, out _);
        return ReadAll(reader);
    }

    /// <summary>All events of a reader.</summary>
    public static DvsEvent[] ReadAll(IEventReader reader)
    {
        var buffer = new DvsEvent[4096];
        var events = new List<DvsEvent>();
        for (int count; (count = reader.Read(buffer)) > 0;) events.AddRange(buffer.AsSpan(0, count));
        return events.ToArray();
    }
}
