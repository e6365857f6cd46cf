using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Models;
using EdgeSnn.Tests.Firmware;

namespace EdgeSnn.Tests.EndToEnd;

public sealed class ExportTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void An_exported_network_is_imported_by_the_line_that_the_export_names()
    {
        var file = _scratch.Path("digits.nir");
        var export = new Invocation();
        Assert.Equal(ExitCode.Ok, export.Run("export", "digits", "-o", file, "--json"));
        var arguments = JsonDocument.Parse(export.Out).RootElement.GetProperty("importArguments").EnumerateArray().Select(one => one.GetString()!);

        var import = new Invocation();
        var network = _scratch.Path("back.esnn");
        Assert.Equal(ExitCode.Ok, import.Run(["import", file, .. arguments, "-o", network, "--report", _scratch.Path("r.html")]));
        Assert.Contains("digits.nir, read as ", File.ReadAllText(_scratch.Path("r.html")), StringComparison.Ordinal);

        var info = new Invocation();
        Assert.Equal(ExitCode.Ok, info.Run("info", network, "--json"));
        var bundled = new Invocation();
        bundled.Run("info", "digits", "--json");
        Assert.Equal(Labels(bundled.Out), Labels(info.Out));
    }

    [Fact]
    public void Text_names_what_is_not_in_the_file_and_the_line_that_reads_it()
    {
        var export = new Invocation();
        Assert.Equal(ExitCode.Ok, export.Run("export", "digits", "-o", _scratch.Path("d.nir"), "--dt", "1e-4"));
        Assert.Contains("note         decoder", export.Out, StringComparison.Ordinal);
        Assert.Contains("--from snntorch --dt 0.0001 --time-unit steps --tick-us 8000", export.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_name_the_file_lies_beside_the_network_and_replaces_nothing()
    {
        var network = _scratch.Path("mine.esnn");
        var trained = _scratch.Path("mine.nir");
        using (var bundled = BundledNetworks.Open("digits"))
        using (var file = File.Create(network))
            bundled.CopyTo(file);
        Assert.Equal(ExitCode.Ok, new Invocation().Run("export", network));
        Assert.True(File.Exists(trained));
        File.WriteAllText(trained, "trained elsewhere");
        var again = new Invocation();
        Assert.Equal(ExitCode.Usage, again.Run("export", network));
        Assert.Contains("is there already", again.Error, StringComparison.Ordinal);
        Assert.Equal("trained elsewhere", File.ReadAllText(trained));
        Assert.Equal(ExitCode.Ok, new Invocation().Run("export", network, "-o", trained));
        Assert.NotEqual("trained elsewhere", File.ReadAllText(trained));
    }

    [Theory]
    [InlineData(ExitCode.Usage, "export", "nothing")]
    [InlineData(ExitCode.Usage, "export", "digits", "--dt", "0")]
    [InlineData(ExitCode.Usage, "export", "digits", "-o", "no/such/folder/d.nir")]
    [InlineData(ExitCode.BadFile, "export", "missing.esnn")]
    public void What_is_wrong_is_said_in_one_line(int code, params string[] arguments)
    {
        var export = new Invocation();
        Assert.Equal(code, export.Run(arguments));
        Assert.Single(export.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string[] Labels(string json) =>
        [.. JsonDocument.Parse(json).RootElement.GetProperty("labels").EnumerateArray().Select(one => one.GetString()!)];
}
