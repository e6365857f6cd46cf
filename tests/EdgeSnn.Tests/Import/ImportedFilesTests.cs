using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Models.Quantize;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Import;

/// <summary>Every public and conformance file imports and quantizes, or is refused with the line that names what is wrong.</summary>
public class ImportedFilesTests
{
    [SkippableTheory]
    [InlineData("models/bad-dangling-edge.nir", "lif1/edges[0]")]
    [InlineData("models/bad-negative-tau-spyx-shd.nir", "node \"LIF\" tau[0]")]
    [InlineData("conformance/n_jp.nir", "nodes/")]
    [InlineData("conformance/n_utf8.nir", "nodes/")]
    [InlineData("conformance/scalars.nir", "nodes/if/type")]
    public void A_damaged_file_is_refused_by_the_name_of_its_node(string file, string field)
    {
        var folder = SharedData.Folder("nir");
        var error = Assert.Throws<ModelFormatException>(() => Import(folder, file));
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("models/braille-nirtorch.nir")]
    [InlineData("models/braille-srnn-subtract.nir")]
    [InlineData("models/braille-srnn-zero-subgraph.nir")]
    [InlineData("models/braille-srnn-zero.nir")]
    [InlineData("models/lif-norse.nir")]
    [InlineData("models/nmnist-cnn-sinabs.nir")]
    [InlineData("models/nmnist-cnn-spyx.nir")]
    [InlineData("models/two-lif-neurons.nir")]
    [InlineData("conformance/dtypes.nir")]
    [InlineData("conformance/nested.nir")]
    [InlineData("conformance/seq_default.nir")]
    [InlineData("conformance/seq_gzip9.nir")]
    [InlineData("conformance/seq_latest.nir")]
    [InlineData("conformance/seq_lzf.nir")]
    [InlineData("conformance/seq_none.nir")]
    [InlineData("conformance/seq_userblock.nir")]
    public void A_good_file_becomes_a_network_that_runs(string file)
    {
        var import = Import(SharedData.Folder("nir"), file);
        var model = Quantizer.Quantize(import.Model, new QuantizationOptions { WeightBits = 16 }).Model;
        Assert.Equal(Network.RequiredBytes(model), new Network(model).ArenaBytes);
        Assert.Contains(import.Remarks, remark => remark.Kind == ImportRemarkKind.Guess);
    }

    private static ImportResult Import(string folder, string file)
    {
        using var stream = File.OpenRead(Path.Combine(folder, file));
        return NirImporter.Import(NirReader.Read(stream), new ImportOptions { Name = "imported" });
    }
}
