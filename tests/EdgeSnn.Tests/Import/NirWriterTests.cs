using CsCheck;
using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Import;

public class NirWriterTests
{
    [Fact]
    public void Any_graph_is_read_back_as_it_was_written() =>
        RandomGraphs.Any.Sample(
            graph =>
            {
                AssertSame(graph, ReadBack(graph, compress: true));
                AssertSame(graph, ReadBack(graph, compress: false));
            },
            iter: 100, threads: 1);

    [SkippableFact]
    public void Every_file_that_reads_is_written_back_the_same()
    {
        var read = 0;
        foreach (var path in Directory.EnumerateFiles(SharedData.Folder("nir"), "*.nir", SearchOption.AllDirectories))
        {
            NirGraph graph;
            try
            {
                graph = NirReader.Read(new MemoryStream(File.ReadAllBytes(path)));
            }
            catch (ModelFormatException)
            {
                continue;
            }
            AssertSame(graph, ReadBack(graph, compress: true));
            read++;
        }
        Assert.Equal(17, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a//b")]
    [InlineData("a\0b")]
    [InlineData("output/shape")]
    public void Names_that_a_file_cannot_hold_are_refused(string name)
    {
        var graph = Minimal();
        NirNode[] nodes = [.. graph.Nodes, graph.Nodes[0] with { Name = name }];
        Assert.Throws<ModelFormatException>(() => ReadBack(graph with { Nodes = nodes }, compress: true));
    }

    [Fact]
    public void A_graph_that_breaks_a_rule_is_not_written()
    {
        var graph = Minimal() with { Edges = [new NirEdge("input", "nowhere")] };
        using var stream = new MemoryStream();
        var error = Assert.Throws<ModelFormatException>(() => NirWriter.Write(graph, stream));
        Assert.Contains("nowhere", error.Found, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }

    internal static NirGraph Minimal() => new()
    {
        Nodes =
        [
            new NirNode { Name = "input", Type = NirType.Input, Parameters = new Dictionary<string, NirArray> { ["shape"] = NirArray.Vector(2) } },
            new NirNode { Name = "output", Type = NirType.Output, Parameters = new Dictionary<string, NirArray> { ["shape"] = NirArray.Vector(2) } },
        ],
        Edges = [new NirEdge("input", "output")],
        Version = "1.0",
    };

    internal static byte[] Bytes(NirGraph graph, bool compress)
    {
        using var stream = new MemoryStream();
        NirWriter.Write(graph, stream, compress);
        return stream.ToArray();
    }

    private static NirGraph ReadBack(NirGraph graph, bool compress) => NirReader.Read(new MemoryStream(Bytes(graph, compress)));

    private static void AssertSame(NirGraph expected, NirGraph actual)
    {
        Assert.Equal(expected.Version, actual.Version);
        Assert.Equal(expected.Edges, actual.Edges);
        Assert.Equal(expected.Metadata, actual.Metadata);
        Assert.Equal(expected.Nodes.Select(node => node.Name).Order(), actual.Nodes.Select(node => node.Name).Order());
        foreach (var node in expected.Nodes)
        {
            var found = actual.Nodes.Single(candidate => candidate.Name == node.Name);
            Assert.Equal(node.Type, found.Type);
            Assert.Equal(node.PaddingWord, found.PaddingWord);
            Assert.Equal(node.Metadata, found.Metadata);
            Assert.Equal(node.Parameters.Keys.Order(), found.Parameters.Keys.Order());
            foreach (var (name, array) in node.Parameters)
            {
                Assert.Equal(array.Shape, found.Parameters[name].Shape);
                Assert.Equal(array.Values, found.Parameters[name].Values);
            }
            if (node.Graph is not null)
                AssertSame(node.Graph, found.Graph!);
        }
    }
}
