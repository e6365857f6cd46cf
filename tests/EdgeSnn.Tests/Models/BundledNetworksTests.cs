using EdgeSnn.Models;
using EdgeSnn.Models.Format;

namespace EdgeSnn.Tests.Models;

public class BundledNetworksTests
{
    [Fact]
    public void Every_network_in_the_catalog_is_bundled_and_nothing_else()
    {
        var resources = typeof(BundledNetworks).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".esnn", StringComparison.Ordinal));
        Assert.Equal(
            Catalog.Networks.Select(entry => $"{entry.Name}.esnn").Order(StringComparer.Ordinal),
            resources.Order(StringComparer.Ordinal));
        Assert.Equal(Catalog.Networks.Select(entry => entry.Name), BundledNetworks.Names);
    }

    [Fact]
    public void Every_bundled_network_carries_its_name_and_is_the_same_when_written_anew()
    {
        foreach (var name in BundledNetworks.Names)
        {
            var model = BundledNetworks.Read(name);
            Assert.Equal(name, model.Name);
            // The files are of version 1; what is written now is version 2.
            ModelComparer.AssertEqual(model, ModelReader.Read(ModelWriter.ToBytes(model)));
        }
    }

    [Fact]
    public void Unknown_name_is_refused_with_the_names_there_are()
    {
        var error = Assert.Throws<ArgumentException>(() => BundledNetworks.Open("nothing"));
        Assert.Contains("no bundled network 'nothing'", error.Message, StringComparison.Ordinal);
    }
}
