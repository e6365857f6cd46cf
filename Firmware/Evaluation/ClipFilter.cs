namespace EdgeSnn.Firmware.Evaluation;

/// <summary>Which clips of a folder to take.</summary>
/// <param name="Select">Pattern of file names to take, as in <c>*_[0-4].wav</c>; null for all.</param>
/// <param name="Exclude">Pattern of file names to leave out; null for none.</param>
/// <param name="LimitPerLabel">Most clips per label.</param>
public readonly record struct ClipFilter(string? Select = null, string? Exclude = null, int LimitPerLabel = int.MaxValue)
{
    /// <summary>True when a file is taken.</summary>
    public bool Accepts(string path)
    {
        var name = Path.GetFileName(path);
        return (Select is null || Glob.Matches(Select, name)) && (Exclude is null || !Glob.Matches(Exclude, name));
    }
}
