using System.CommandLine;
using EdgeSnn.Firmware.Verbs.Import;
using EdgeSnn.Models;
using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Export;
using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;
using EdgeSnn.Tests.Models;

namespace EdgeSnn.Tests.Import;

/// <summary>What is exported comes back: by the import line that the export prints, with the same spikes in double precision.</summary>
public class NirExporterTests
{
    [Theory]
    [InlineData(NeuronKind.Lif)]
    [InlineData(NeuronKind.CubaLif)]
    [InlineData(NeuronKind.IntegrateAndFire)]
    [InlineData(NeuronKind.LeakyIntegrator)]
    [InlineData(NeuronKind.CubaLeakyIntegrator)]
    [InlineData(NeuronKind.ShiftLif)]
    public void A_network_of_any_kind_fires_the_same_spikes_after_a_round_trip(NeuronKind kind)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var model = RandomNetworks.Create(seed, kind);
            model = model with { Populations = [.. model.Populations.Select(p => p with { RefractoryTicks = 0 })] };
            if (kind is NeuronKind.LeakyIntegrator or NeuronKind.CubaLeakyIntegrator) model = Graded(model);
            AssertSameSpikes(model, 0);
            AssertSameSpikes(model, 1e-4);
        }
    }

    [Theory]
    [InlineData(ResetMode.ToValue, 1)]
    [InlineData(ResetMode.BySubtraction, 7)]
    [InlineData(ResetMode.ByLateSubtraction, 1)]
    [InlineData(ResetMode.None, 1)]
    public void Resets_floors_biases_and_several_spikes_come_back(ResetMode reset, int most)
    {
        var model = RandomNetworks.Create(3, NeuronKind.IntegrateAndFire);
        var hidden = model.Populations[1] with { Reset = reset, MaxSpikesPerTick = most, Floor = reset == ResetMode.None ? [] : [-2], ResetPotential = [] };
        AssertSameSpikes(model with { Populations = [model.Populations[0], hidden, model.Populations[2]] }, 0);
    }

    [Fact]
    public void A_grid_with_convolution_and_pooling_comes_back() => AssertSameSpikes(CameraNetworks.Create(), 0);

    [Theory]
    [InlineData("keywords")]
    [InlineData("digits")]
    public void A_bundled_network_comes_back(string name) => AssertSameSpikes(ReferenceModel.From(BundledNetworks.Read(name)), 0, ticks: 60);

    [SkippableTheory]
    [InlineData("braille-srnn-zero.nir", "snntorch")]
    [InlineData("braille-srnn-zero.nir", "norse")]
    [InlineData("braille-srnn-subtract.nir", "snntorch")]
    [InlineData("nmnist-cnn-sinabs.nir", "sinabs")]
    public void A_published_network_comes_back(string file, string profile)
    {
        var graph = Read(File.ReadAllBytes(Path.Combine(SharedData.Folder("nir"), "models", file)));
        var named = ImportProfiles.All.Single(one => one.Name == profile) with { Dt = profile == "sinabs" ? 1 : 1e-4 };
        var imported = NirImporter.Import(graph, new ImportOptions { Name = "published", Profile = named }).Model;
        // Fixed point fires at its threshold, so does what it exports.
        var model = imported with { Populations = [.. imported.Populations.Select(p => p with { FiresAboveThreshold = false })] };
        AssertSameSpikes(model, 0, ticks: 30);
    }

    [Fact]
    public void What_NIR_cannot_say_is_refused_by_name_or_left_out_and_noted()
    {
        var model = RandomNetworks.Create(1, NeuronKind.AdaptiveLif);
        var error = Assert.Throws<ModelFormatException>(() => NirExporter.Export(model, new ExportOptions()));
        Assert.Contains("population \"hidden\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("adaptive", error.Message, StringComparison.Ordinal);
        var export = NirExporter.Export(model, new ExportOptions { AllowLoss = true });
        Assert.Contains(export.Notes, note => note.Contains("adaptive", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_of_rows_that_is_no_pooling_in_front_of_a_convolution_is_refused()
    {
        var model = CameraNetworks.Create();
        var pooled = model.Projections[1];
        var rows = pooled.PreRows.ToArray();
        (rows[0], rows[^1]) = (rows[^1], rows[0]);
        var broken = model with { Projections = [model.Projections[0], pooled with { PreRows = rows }, model.Projections[2]] };
        var error = Assert.Throws<ModelFormatException>(() => NirExporter.Export(broken, new ExportOptions()));
        Assert.Contains("\"first\" -> \"second\"", error.Message, StringComparison.Ordinal);
    }

    // Integrators give no spikes: what they pass on is their potential.
    private static ReferenceModel Graded(ReferenceModel model) => model with
    {
        Projections = [.. model.Projections.Where(p => p.Pre != 1 || p.Post != 1).Select(p => p.Pre == 1 ? p with { Graded = true } : p)],
    };

    private static void AssertSameSpikes(ReferenceModel model, double dt, int ticks = 150)
    {
        var export = NirExporter.Export(model, new ExportOptions { Dt = dt });
        using var file = new MemoryStream();
        NirWriter.Write(export.Graph, file);
        var settings = Parse(export.ImportArguments);
        var profile = settings.Profile.Apply(settings.Profile.Named()!);
        var import = NirImporter.Import(Read(file.ToArray()), settings.Import with { Profile = profile });
        Assert.DoesNotContain(import.Remarks, remark => remark.Kind is ImportRemarkKind.Contradiction);
        Assert.Equal(model.TickMicroseconds, import.Model.TickMicroseconds);
        Assert.Equal(model.Labels, import.Model.Labels);
        Assert.Equal(model.Encoder.Parameters, import.Model.Encoder.Parameters);

        var (before, after) = (new ReferenceSimulator(model), new ReferenceSimulator(import.Model));
        var random = new Random(9);
        var spikes = 0L;
        for (var tick = 0; tick < ticks; tick++)
        {
            var input = Enumerable.Range(0, model.Populations[0].Size).Where(_ => random.NextDouble() < 0.2).ToArray();
            before.Step(input);
            after.Step(input);
            for (var population = 1; population < model.Populations.Length; population++)
            {
                var twin = Array.FindIndex(import.Model.Populations, p => p.Name == model.Populations[population].Name.Replace("/", "-", StringComparison.Ordinal));
                if (model.Populations[population].Name == "bias") continue;
                Assert.Equal(before.Spikes(population).ToArray(), after.Spikes(twin).ToArray());
                spikes += before.Spikes(population).Length;
                for (var neuron = 0; neuron < model.Populations[population].Size; neuron++)
                    Assert.Equal(before.Potentials(population)[neuron], after.Potentials(twin)[neuron], 1e-6);
            }
        }
        Assert.True(spikes > 0 || model.Populations.All(p => p.Threshold.Length == 0));
    }

    private static NirGraph Read(byte[] bytes) => NirReader.Read(new MemoryStream(bytes));

    private static ImportSettings Parse(IReadOnlyList<string> arguments)
    {
        var line = new ImportCommandLine();
        var command = new Command("import") { line.Source };
        foreach (var option in line.Options) command.Add(option);
        return line.Read(command.Parse([.. arguments.Prepend("file.nir")]));
    }
}
