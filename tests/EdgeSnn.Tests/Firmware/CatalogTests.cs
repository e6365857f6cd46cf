using System.Text.Json;
using EdgeSnn.Firmware.Verbs;

namespace EdgeSnn.Tests.Firmware;

public sealed class CatalogTests
{
    private const string Begin = "<!-- catalog:begin -->";
    private const string End = "<!-- catalog:end -->";

    [Fact]
    public void The_tables_of_the_readme_are_those_of_the_catalogs()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md")).ReplaceLineEndings("\n");
        var start = readme.IndexOf(Begin, StringComparison.Ordinal);
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.True(start >= 0 && end > start, $"README.md has no {Begin} ... {End}");
        // To update: edgesnn list --markdown
        Assert.Equal(ListVerb.Markdown(PartList.Read()).Trim(), readme[(start + Begin.Length)..end].Trim());
    }

    [Fact]
    public void The_schema_names_exactly_the_fields_of_the_message()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "docs", "decision.schema.json")));
        using var json = new EdgeSnn.Firmware.Outputs.MessageJson("tones");
        using var message = JsonDocument.Parse(json.Write(Messages.Create(ToneNetwork.Low)).ToArray());
        var fields = message.RootElement.EnumerateObject().Select(field => field.Name).ToArray();
        Assert.Equal(fields, schema.RootElement.GetProperty("properties").EnumerateObject().Select(field => field.Name));
        Assert.Equal(fields, schema.RootElement.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeSnn.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
