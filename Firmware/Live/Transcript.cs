using System.Text.Json;

namespace EdgeSnn.Firmware.Live;

/// <summary>What is said in the bundled recording.</summary>
public sealed record Transcript(int SampleRate, IReadOnlyList<Utterance> Utterances)
{
    /// <summary>Reads the transcript beside the recording.</summary>
    public static Transcript Read(Stream stream) => JsonSerializer.Deserialize(stream, ReportJson.Default.Transcript)!;
}
