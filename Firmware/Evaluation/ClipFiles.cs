namespace EdgeSnn.Firmware.Evaluation;

/// <summary>What files of a medium are called.</summary>
/// <param name="Extensions">Their extensions, in lower case with the dot.</param>
/// <param name="Name">How messages call them, as in <c>.wav files</c>.</param>
public sealed record ClipFiles(string[] Extensions, string Name)
{
    /// <summary>Recordings of sound.</summary>
    public static ClipFiles Audio { get; } = new([".wav"], ".wav files");

    /// <summary>Recordings of events. The content says what they are; notes beside them are left alone.</summary>
    public static ClipFiles Events { get; } = new(
        [".bin", ".raw", ".dat", ".aedat", ".aedat2", ".aedat3", ".aedat4", ".es", ".csv", ".npy", ".h5", ".hdf5", ".bag", ".db3", ".mcap"],
        "recordings of events");

    /// <summary>True when a file is called like one of this medium.</summary>
    public bool Accepts(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
