using System.Text.Json;
using EdgeSnn.Benchmarks.Results;
using EdgeSnn.Tests.Architecture;

namespace EdgeSnn.Tests.Benchmarks;

/// <summary>The README shows what was measured last, and nothing else.</summary>
public sealed class RecordedResultTests
{
    private const string Begin = "<!-- performance:begin -->";
    private const string End = "<!-- performance:end -->";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static string Folder => Path.Combine(Repository.Root, "tests", "EdgeSnn.Benchmarks", "results");

    [Fact]
    public void The_readme_shows_the_newest_results()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");
        var start = readme.IndexOf(Begin, StringComparison.Ordinal);
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.True(start >= 0 && end > start, $"README.md has no {Begin} ... {End}");
        var newest = Results().Select(result => result.Result).MaxBy(result => result.Measured, StringComparer.Ordinal);
        // To update: tests/EdgeSnn.Benchmarks/against-c.sh --record MACHINE prints these tables.
        var expected = newest is null ? "" : ResultTable.Markdown(newest).Trim();
        Assert.Equal(expected, readme[(start + Begin.Length)..end].Trim());
    }

    [Fact]
    public void Results_are_of_committed_code_that_gave_the_gold()
    {
        foreach (var (file, result) in Results())
        {
            Assert.Equal($"{result.Machine}.json", Path.GetFileName(file));
            Assert.NotEmpty(result.Jobs);
            Assert.All(result.Jobs, job => Assert.Equal("equal", job.Gold));
            Assert.All(result.Jobs, job => Assert.Equal(0, job.BytesAllocated));
            Assert.All(result.Networks, network => Assert.Equal(0, network.BytesAllocated));
            Assert.DoesNotContain("dirty", result.Revision, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<(string File, MachineResult Result)> Results() => Directory.Exists(Folder)
        ? Directory.GetFiles(Folder, "*.json").Select(file => (file, JsonSerializer.Deserialize<MachineResult>(File.ReadAllBytes(file), Json)!))
        : [];
}
