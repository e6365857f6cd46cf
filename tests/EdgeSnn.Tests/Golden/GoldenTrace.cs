using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeSnn.Tests.Golden;

/// <summary>Everything a network did on a stimulus, exactly: what a golden file holds.</summary>
/// <param name="Network">Name of the network.</param>
/// <param name="StimulusHash">XXH64 of the samples.</param>
/// <param name="Ticks">Ticks stepped.</param>
/// <param name="Spikes">Spikes per population, the input first.</param>
/// <param name="RasterHash">XXH64 over every spike of every population in every tick.</param>
/// <param name="PotentialHash">XXH64 over the output potentials of every tick.</param>
/// <param name="Decisions">Per decision its label, tick and confidence.</param>
/// <param name="Verdict">Label of the verdict over the whole stimulus.</param>
internal sealed record GoldenTrace(
    string Network, string StimulusHash, long Ticks, long[] Spikes, string RasterHash, string PotentialHash,
    string[] Decisions, string Verdict)
{
    public string ToJson() => JsonSerializer.Serialize(this, GoldenJson.Default.GoldenTrace) + "\n";
}

/// <summary>JSON without reflection, so that the ahead-of-time test can use it too.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GoldenTrace))]
internal sealed partial class GoldenJson : JsonSerializerContext;
