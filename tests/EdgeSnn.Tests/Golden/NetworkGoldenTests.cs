using EdgeSnn.Models;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Golden;

/// <summary>
/// Every bundled network does exactly what its file in <c>tests/data/golden</c> says, on any machine. Setting
/// <c>EDGESNN_WRITE_GOLDEN=1</c> writes the files anew; the change is reviewed as data.
/// </summary>
public class NetworkGoldenTests
{
    private const string WriteVariable = "EDGESNN_WRITE_GOLDEN";

    private static readonly string _root = FindRoot();

    [Fact]
    public void Every_bundled_network_reproduces_its_golden_raster_and_decisions()
    {
        foreach (var name in BundledNetworks.Names)
        {
            var path = Path.Combine(_root, "tests", "data", "golden", $"{name}.json");
            var trace = Trace(name).ToJson();
            if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, trace);
            }
            Assert.True(File.Exists(path), $"{name} has no golden file; {WriteVariable}=1 writes it");
            Assert.Equal(File.ReadAllText(path), trace);
        }
    }

    [Fact]
    public void Golden_stimuli_make_every_population_that_can_spike_do_so()
    {
        foreach (var name in BundledNetworks.Names)
        {
            var trace = Trace(name);
            var populations = BundledNetworks.Read(name).Populations;
            for (var p = 0; p < populations.Length; p++)
            {
                if (populations[p].Kind is not (NeuronKind.LeakyIntegrator or NeuronKind.CubaLeakyIntegrator))
                    Assert.True(trace.Spikes[p] > 0, $"{name}: {populations[p].Name} is silent");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Vectors_of_any_width_give_the_same_bits_as_scalar_code(int vectorBits)
    {
        foreach (var name in BundledNetworks.Names)
            Assert.Equal(Trace(name).ToJson(), Trace(name, vectorBits, forceScalarEncoder: vectorBits == 0).ToJson());
    }

    [Fact]
    public void Chunks_of_any_length_give_the_same_bits()
    {
        foreach (var name in BundledNetworks.Names)
        {
            var expected = Trace(name).ToJson();
            foreach (var length in new[] { 1, 37, 4096, int.MaxValue })
                Assert.Equal(expected, Trace(name, nextChunk: () => length).ToJson());
            var random = new Random(1);
            Assert.Equal(expected, Trace(name, nextChunk: () => random.Next(1, 700)).ToJson());
        }
    }

    [Fact]
    public void A_second_run_after_reset_gives_the_same_bits()
    {
        foreach (var name in BundledNetworks.Names)
        {
            var traces = Network(name).Run(times: 2);
            Assert.Equal(traces[0].ToJson(), traces[1].ToJson());
        }
    }

    private static GoldenTrace Trace(string name) => Network(name).Run()[0];

    private static GoldenTrace Trace(string name, int vectorBits, bool forceScalarEncoder)
        => new GoldenNetwork { Network = new Network(BundledNetworks.Read(name), vectorBits), Root = _root, ForcesScalarEncoder = forceScalarEncoder }.Run()[0];

    private static GoldenTrace Trace(string name, Func<int> nextChunk)
        => new GoldenNetwork { Network = new Network(BundledNetworks.Read(name)), Root = _root, NextChunk = nextChunk }.Run()[0];

    private static GoldenNetwork Network(string name) => new() { Network = new Network(BundledNetworks.Read(name)), Root = _root };

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeSnn.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }
}
