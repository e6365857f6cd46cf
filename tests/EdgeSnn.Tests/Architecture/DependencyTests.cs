using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EdgeSnn.Tests.Architecture;

public sealed partial class DependencyTests
{
    /// <summary>Dependencies point one way: Sensors and Models know Runtime, Firmware knows all three, Runtime knows nobody.</summary>
    [Theory]
    [InlineData("Runtime/EdgeSnn.Runtime.csproj", "")]
    [InlineData("Sensors/EdgeSnn.Sensors.csproj", "EdgeSnn.Runtime")]
    [InlineData("Sensors/Events/Containers/EdgeSnn.Sensors.Containers.csproj", "EdgeSnn.Sensors")]
    [InlineData("Models/EdgeSnn.Models.csproj", "EdgeSnn.Runtime")]
    [InlineData("Models/Import/EdgeSnn.Models.Import.csproj", "EdgeSnn.Models EdgeSnn.Runtime")]
    [InlineData("Firmware/EdgeSnn.Firmware.csproj", "EdgeSnn.Models EdgeSnn.Models.Import EdgeSnn.Runtime EdgeSnn.Sensors EdgeSnn.Sensors.Containers")]
    public void Projects_refer_to_these_rooms_and_no_others(string project, string rooms)
    {
        var references = XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Equal(rooms, string.Join(' ', references.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Runtime_ships_without_packages()
    {
        var shipped = XDocument.Load(Path.Combine(Repository.Root, "Runtime/EdgeSnn.Runtime.csproj")).Descendants("PackageReference")
            .Where(package => package.Attribute("PrivateAssets")?.Value != "all");
        Assert.Empty(shipped);
    }

    [Fact]
    public void One_file_of_runtime_is_exempt_from_what_it_bans()
    {
        var exempt = SourceFiles("Runtime").Where(file => File.ReadAllText(file).Contains("RS0030", StringComparison.Ordinal));
        Assert.Equal("TeamThread.cs", Path.GetFileName(Assert.Single(exempt)));
    }

    [Fact]
    public void Runtime_has_no_floating_point()
    {
        var files = SourceFiles("Runtime").ToArray();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotMatch(FloatingPoint(), WithoutComments(file)));
    }

    [Fact]
    public void The_scan_for_floating_point_would_find_it()
    {
        Assert.Matches(FloatingPoint(), "var x = 0.5;");
        Assert.Matches(FloatingPoint(), "(double)x");
        Assert.Matches(FloatingPoint(), "var x = 2f;");
        Assert.DoesNotMatch(FloatingPoint(), "var doubled = 0..5;");
    }

    [GeneratedRegex(@"\b(float|double|decimal|Half|Single|Double|Decimal)\b|\b\d+\.\d|\b\d+[fdmFDM]\b")]
    private static partial Regex FloatingPoint();

    [GeneratedRegex("""//.*|"(\\.|[^"\\])*"|0[xX][0-9a-fA-F]+""")]
    private static partial Regex CommentOrText();

    private static string WithoutComments(string file) => CommentOrText().Replace(File.ReadAllText(file), "");

    private static IEnumerable<string> SourceFiles(string room) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));
}
