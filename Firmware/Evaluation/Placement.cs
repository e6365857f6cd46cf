namespace EdgeSnn.Firmware.Evaluation;

/// <summary>A clip in a stream.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Start">Where its first sample is [samples].</param>
/// <param name="Gain">Factor of the background under it.</param>
public readonly record struct Placement(LoadedClip Clip, long Start, double Gain)
{
    /// <summary>First sample after the clip [samples].</summary>
    public long End => Start + Clip.Samples.Length;

    /// <summary>First sample after its word [samples].</summary>
    public long WordEnd => Start + Clip.Active.End;
}
