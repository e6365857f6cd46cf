using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Models.Import.Tensors;
using EdgeSnn.Models.Quantize;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Import;

/// <summary>Imported networks against what other simulators published for the same files, in double precision and fixed point.</summary>
public class ReferenceOutputTests
{
    private const double Dt = 1e-4;

    [SkippableTheory]
    [InlineData("snntorch")]
    [InlineData("norse")]
    [InlineData("sinabs")]
    [InlineData("nengo")]
    public void A_single_neuron_spikes_when_the_framework_says(string framework)
    {
        var folder = SharedData.Folder("nir");
        var profile = Profile(framework) with { Dt = Dt, TimeUnitSeconds = 1 };
        var import = Import(folder, "models/lif-norse.nir", profile);
        // Sinabs' file has its input scaled already; the others count spikes.
        var input = Read(folder, "reference/lif/lif_norse.csv");
        var expected = Read(folder, $"reference/lif/lif_{framework}.csv");
        var ticks = Enumerable.Range(0, input.Shape[0]).ToArray();
        AssertEqual(
            import, [.. ticks.Select(t => input.Values[t * 3] != 0 ? new[] { 0 } : [])], "1",
            [.. ticks.Select(t => expected.Values[(t * 3) + 2] != 0 ? new[] { 0 } : [])]);
    }

    [SkippableTheory]
    [InlineData("snntorch", "zero", "snntorch_activity_noDelay_bias_zero")]
    [InlineData("norse", "zero", "norse_activity_noDelay_bias_zero")]
    [InlineData("spyx", "subtract", "spyx_activity_noDelay_noBias_subtract")]
    [InlineData("spinnaker2", "zero", "s2_activity_noDelay_bias_zero")]
    public void The_braille_network_fires_every_published_spike_and_no_other(string framework, string network, string activity)
    {
        var folder = SharedData.Folder("nir");
        var profile = Profile(framework) with { Dt = Dt, TimeUnitSeconds = 1 };
        var import = Import(folder, $"models/braille-srnn-{network}.nir", profile);
        var input = Read(folder, "reference/braille-srnn/braille_sample0_input.npy");
        var expected = Read(folder, $"reference/braille-srnn/{activity}.npy");
        AssertEqual(import, Rows(input), "lif1.lif", Rows(expected));
    }

    [SkippableFact]
    public void The_first_layer_of_the_digit_network_fires_every_published_spike()
    {
        var folder = SharedData.Folder("nir");
        var import = DigitNetwork(folder);
        var input = Read(folder, "reference/nmnist-cnn/numbers-input.npy");
        var packed = Read(folder, "reference/nmnist-cnn/layer1-spikes-float64-zero-reset.npy");
        var simulator = new ReferenceSimulator(import.Model);
        var layer = import.Populations.Single(p => p.Node == "1");
        for (var sample = 0; sample < 10; sample++)
        {
            simulator.Reset();
            for (var tick = 0; tick < 300; tick++)
            {
                simulator.Step(Frame(input, import.Populations[0], tick, sample));
                Assert.Equal(Unpacked(packed, layer, tick, sample), simulator.Spikes(layer.Population).ToArray());
            }
        }
    }

    [SkippableTheory]
    [InlineData(16)]
    [InlineData(8)]
    [InlineData(4)]
    public void The_digit_network_reads_ten_of_ten_digits_in_fixed_point(int weightBits)
    {
        var folder = SharedData.Folder("nir");
        var import = DigitNetwork(folder);
        var model = Quantizer.Quantize(import.Model, new QuantizationOptions { WeightBits = weightBits }).Model;
        var input = Read(folder, "reference/nmnist-cnn/numbers-input.npy");
        var (network, decoder) = (new Network(model), EdgeSnn.Runtime.Catalog.CreateDecoder(model));
        for (var digit = 0; digit < 10; digit++)
        {
            network.Reset();
            decoder.Reset();
            for (var tick = 0; tick < 300; tick++)
            {
                network.Step(List(Frame(input, import.Populations[0], tick, digit)));
                decoder.Decode(tick, network.Spikes(model.Decoder.Population), network.Potentials(model.Decoder.Population), out _);
            }

            Assert.Equal(digit, decoder.Verdict.Class);
        }
    }

    [SkippableFact]
    public void Endless_input_drives_neurons_without_leak_to_the_floor_of_32_bits_and_no_further()
    {
        var import = DigitNetwork(SharedData.Folder("nir"));
        var model = Quantizer.Quantize(import.Model, new QuantizationOptions { WeightBits = 16 }).Model;
        var network = new Network(model);
        var all = List([.. Enumerable.Range(0, model.Populations[0].Size)]);
        var lowest = 0;
        for (var tick = 0; tick < 20_000; tick++)
        {
            network.Step(all);
            foreach (var potential in network.Potentials(1))
            {
                // A wrapped potential would jump from the lowest to the highest.
                Assert.True(potential.Raw < model.Populations[1].Threshold[0].Raw);
                lowest = Math.Min(lowest, potential.Raw);
            }
        }

        Assert.Equal(int.MinValue, lowest);
        Assert.NotEqual(0, network.Counters.Saturations);
    }

    private static ImportResult DigitNetwork(string folder) => Import(
        folder, "models/nmnist-cnn-sinabs.nir",
        ImportProfiles.Sinabs with { Reset = ImportedReset.ToValue, MaxSpikesPerTick = 1, IntegratorFloor = double.NaN }, 2);

    private static ImportProfile Profile(string name) => ImportProfiles.All.Single(profile => profile.Name == name);

    private static ImportResult Import(string folder, string file, ImportProfile profile, int inputSpikes = 1)
    {
        using var stream = File.OpenRead(Path.Combine(folder, file));
        return NirImporter.Import(
            NirReader.Read(stream), new ImportOptions { Name = "imported", Profile = profile, MaxInputSpikesPerTick = inputSpikes });
    }

    private static Tensor Read(string folder, string file)
    {
        using var stream = File.OpenRead(Path.Combine(folder, file));
        return TensorReader.Read(stream);
    }

    private static void AssertEqual(ImportResult import, int[][] input, string node, int[][] expected)
    {
        var population = import.Populations.Single(p => p.Node == node);
        var reference = new ReferenceSimulator(import.Model);
        var quantized = Quantizer.Quantize(import.Model, new QuantizationOptions { WeightBits = 16 });
        var network = new Network(quantized.Model);
        Assert.NotEqual(0, expected.Sum(tick => tick.Length));
        for (var tick = 0; tick + population.RecordDelayTicks < input.Length; tick++)
        {
            reference.Step(input[tick]);
            network.Step(List(input[tick]));
            var spikes = expected[tick + population.RecordDelayTicks];
            Assert.Equal(spikes, reference.Spikes(population.Population).ToArray());
            Assert.Equal(spikes, network.Spikes(population.Population).Neurons.ToArray());
        }
    }

    private static int[][] Rows(Tensor tensor) =>
        [.. Enumerable.Range(0, tensor.Shape[0]).Select(row => Nonzero(tensor.Values.AsSpan(row * tensor.Shape[1], tensor.Shape[1])))];

    private static int[] Nonzero(ReadOnlySpan<double> values)
    {
        var found = new List<int>();
        for (var k = 0; k < values.Length; k++)
            if (values[k] != 0) found.Add(k);
        return [.. found];
    }

    private static int[] Frame(Tensor tensor, ImportedPopulation input, int tick, int sample)
    {
        var size = input.NeuronOf.Length;
        var spikes = new List<int>();
        for (var element = 0; element < size; element++)
        {
            var count = (int)tensor.Values[(((tick * 10) + sample) * size) + element];
            spikes.AddRange(Enumerable.Repeat(input.NeuronOf[element], count));
        }

        spikes.Sort();
        return [.. spikes];
    }

    private static int[] Unpacked(Tensor packed, ImportedPopulation layer, int tick, int sample)
    {
        var first = ((tick * 10) + sample) * layer.NeuronOf.Length;
        var spikes = new List<int>();
        for (var element = 0; element < layer.NeuronOf.Length; element++)
        {
            var bit = first + element;
            if (((int)packed.Values[bit / 8] >> (7 - (bit % 8)) & 1) != 0) spikes.Add(layer.NeuronOf[element]);
        }

        spikes.Sort();
        return [.. spikes];
    }

    private static SpikeList List(int[] spikes)
    {
        var list = new SpikeList(Math.Max(1, spikes.Length));
        foreach (var spike in spikes) list.Add(spike);
        return list;
    }
}
