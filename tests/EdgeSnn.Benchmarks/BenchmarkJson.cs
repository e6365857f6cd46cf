using System.Text.Json;

namespace EdgeSnn.Benchmarks;

/// <summary>How results are written.</summary>
internal static class BenchmarkJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, NewLine = "\n",
    };
}
