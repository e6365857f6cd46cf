using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Tests.Runtime;

public sealed class CatalogTests
{
    [Fact]
    public void Every_neuron_kind_has_its_entry_at_its_number() =>
        Assert.Equal(Enum.GetValues<NeuronKind>(), Catalog.NeuronModels.Select(entry => entry.Kind));

    [Fact]
    public void Every_decoder_kind_has_its_entry_at_its_number() =>
        Assert.Equal(Enum.GetValues<DecoderKind>(), Catalog.Decoders.Select(entry => entry.Kind));

    [Fact]
    public void Names_differ_and_descriptions_are_one_line()
    {
        var names = Catalog.NeuronModels.Select(entry => entry.Name).Concat(Catalog.Decoders.Select(entry => entry.Name)).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z]+(-[a-z]+)*$", name));
        Assert.All(Catalog.NeuronModels, entry => Assert.DoesNotContain('\n', entry.Description));
        Assert.All(Catalog.Decoders, entry => Assert.DoesNotContain('\n', entry.Description));
    }

    [Fact]
    public void Every_decoder_of_the_assembly_is_in_the_catalog()
    {
        var decoders = typeof(IDecoder).Assembly.GetTypes().Where(type => type.IsClass && typeof(IDecoder).IsAssignableFrom(type));
        Assert.Equal(Catalog.Decoders.Count, decoders.Count());
    }
}
