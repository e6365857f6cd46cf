using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Import;

public class NirReaderTests
{
    [SkippableTheory]
    [InlineData("models/braille-nirtorch.nir", 7)]
    [InlineData("models/braille-srnn-subtract.nir", 7)]
    [InlineData("models/braille-srnn-zero.nir", 7)]
    [InlineData("models/braille-srnn-zero-subgraph.nir", 6)]
    [InlineData("models/bad-negative-tau-spyx-shd.nir", 8)]
    [InlineData("models/lif-norse.nir", 4)]
    [InlineData("models/nmnist-cnn-sinabs.nir", 15)]
    [InlineData("models/nmnist-cnn-spyx.nir", 15)]
    [InlineData("models/two-lif-neurons.nir", 6)]
    [InlineData("conformance/dtypes.nir", 7)]
    [InlineData("conformance/nested.nir", 3)]
    [InlineData("conformance/seq_default.nir", 18)]
    [InlineData("conformance/seq_gzip9.nir", 18)]
    [InlineData("conformance/seq_latest.nir", 18)]
    [InlineData("conformance/seq_lzf.nir", 18)]
    [InlineData("conformance/seq_none.nir", 18)]
    [InlineData("conformance/seq_userblock.nir", 18)]
    public void Files_of_other_frameworks_are_read(string name, int nodes)
    {
        var graph = Read(name);
        Assert.Equal(nodes, graph.Nodes.Count);
    }

    [SkippableTheory]
    [InlineData("models/bad-dangling-edge.nir", "nodes/lif1/edges[0]", "\"lif\"")]
    [InlineData("conformance/scalars.nir", "nodes/if/type", "nothing")]
    [InlineData("conformance/n_utf8.nir", "nodes/müd.1/weight", "nothing")]
    [InlineData("conformance/n_jp.nir", "nodes/層1/weight", "nothing")]
    public void What_would_be_lost_silently_is_refused_by_name(string name, string field, string found)
    {
        var error = Assert.Throws<ModelFormatException>(() => Read(name));
        Assert.Contains(field, error.Field, StringComparison.Ordinal);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
    }

    internal static NirGraph Read(string name)
    {
        using var stream = File.OpenRead(Path.Combine(SharedData.Folder("nir"), name));
        return NirReader.Read(stream);
    }
}
