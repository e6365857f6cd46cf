using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Models.Reference;

namespace EdgeSnn.Tests.Import;

/// <summary>
/// A random recurrent network of current-based neurons against each framework's own step, written out here from its sources as
/// plainly as it stands there: what published spikes at hand do not cover.
/// </summary>
public class FrameworkStepTests
{
    private const int Ticks = 200;
    private const int Inputs = 6;
    private const int Neurons = 9;
    private const double Dt = 1e-4;

    /// <summary>rockpool.nn.modules.LIFTorch: input, decay, integrate, floor(v / threshold) spikes if v >= threshold, subtract.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rockpool(int seed)
    {
        var network = new Braille(seed, 2.5);
        var (current, potential, spikes) = (new double[Neurons], new double[Neurons], new double[Neurons]);
        // Its import takes no bias of a recurrent connection, and neither r nor w_in.
        AssertSame(network, ImportProfiles.Rockpool with { Dt = Dt }, input => spikes = Step(network.Drive(input, spikes, 0), (j, x) =>
        {
            current[j] = Math.Exp(-Dt / network.Synapse[j]) * (current[j] + x);
            potential[j] = (Math.Exp(-Dt / network.Membrane[j]) * potential[j]) + current[j] + network.Leak[j];
            var count = potential[j] >= 1 ? Math.Min(31, Math.Floor(potential[j])) : 0;
            potential[j] -= count;
            return count;
        }), severalSpikes: true);
    }

    /// <summary>lava.lib.dl.slayer.neuron.cuba, scale 64, shared parameters: whole decays of 4096, states cut to 1/4096, v > threshold, reset to 0.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Slayer(int seed)
    {
        const int scale = 64 * 64;
        var network = new Braille(seed, 1) { HasLeak = false };
        var (current, potential, spikes) = (new long[Neurons], new long[Neurons], new double[Neurons]);
        var (same, differing) = Compare(network, ImportProfiles.Lava with { Dt = Dt }, input => spikes = Step(network.Drive(input, spikes, 1), (j, x) =>
        {
            current[j] = (current[j] * (4096 - (long)Math.Round(4096 * Dt / network.Synapse[j])) / 4096) + (long)(scale * network.Gain(j) * x);
            potential[j] = (potential[j] * (4096 - (long)Math.Round(4096 * Dt / network.Membrane[j])) / 4096) + current[j];
            var fires = potential[j] > scale;
            if (fires) potential[j] = 0;
            return fires ? 1 : 0;
        }));
        // Integers against reals: now and then a potential lies within a step of the threshold.
        Assert.InRange(same, 100, int.MaxValue);
        Assert.InRange(differing, 0, same / 50);
    }

    /// <summary>nengo.LIF without refractory time behind nengo.Lowpass with the decay of Euler: synapses a step late, exact membrane, v > threshold, floor 0.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nengo(int seed)
    {
        var network = new Braille(seed, 1) { HasLeak = false };
        var (filtered, potential, spikes) = (new double[Neurons], new double[Neurons], new double[Neurons]);
        var before = new double[Neurons];
        var isFirst = true;
        AssertSame(network, ImportProfiles.Nengo with { Dt = Dt }, input =>
        {
            spikes = Step(before, (j, x) =>
            {
                var a = 1 - (Dt / network.Synapse[j]);
                filtered[j] = (a * filtered[j]) + ((1 - a) * network.InputGain[j] * network.Resistance(j) * (isFirst ? 0 : x));
                potential[j] = Math.Max(0, potential[j] + ((filtered[j] - potential[j]) * (1 - Math.Exp(-Dt / network.Membrane[j]))));
                var fires = potential[j] > 1;
                if (fires) potential[j] = 0;
                return fires ? 1 : 0;
            });
            isFirst = false;
            before = network.Drive(input, spikes, 1);
            return spikes;
        });
    }

    private static double[] Step(double[] drive, Func<int, double, double> neuron) => [.. drive.Select((x, j) => neuron(j, x))];

    private static void AssertSame(Braille network, ImportProfile profile, Func<double[], double[]> step, bool severalSpikes = false)
    {
        var (same, differing) = Compare(network, profile, step, severalSpikes);
        Assert.Equal(0, differing);
        Assert.InRange(same, 100, int.MaxValue);
    }

    private static (int Same, int Differing) Compare(Braille network, ImportProfile profile, Func<double[], double[]> step, bool severalSpikes = false)
    {
        var import = NirImporter.Import(network.Graph, new ImportOptions { Name = "steps", Profile = profile });
        var population = import.Populations.Single(one => one.Node == "lif").Population;
        var simulator = new ReferenceSimulator(import.Model);
        var random = new Random(7);
        var (same, differing, most) = (0, 0, 0);
        for (var tick = 0; tick < Ticks; tick++)
        {
            var input = Enumerable.Range(0, Inputs).Where(_ => random.NextDouble() < 0.3).ToArray();
            simulator.Step(input);
            var x = new double[Inputs];
            foreach (var neuron in input) x[neuron] = 1;
            var expected = step(x);
            var found = new double[Neurons];
            foreach (var spike in simulator.Spikes(population)) found[spike]++;
            for (var j = 0; j < Neurons; j++)
            {
                differing += (int)Math.Abs(expected[j] - found[j]);
                same += (int)Math.Min(expected[j], found[j]);
                most = Math.Max(most, (int)expected[j]);
            }
        }
        if (severalSpikes) Assert.InRange(most, 2, 31);
        return (same, differing);
    }

    /// <summary>An affine layer into current-based neurons that an affine connection feeds back into themselves.</summary>
    private sealed class Braille
    {
        private readonly double[] _weight;
        private readonly double[] _bias;
        private readonly double[] _recurrentWeight;
        private readonly double[] _recurrentBias;

        public Braille(int seed, double strength)
        {
            var random = new Random(seed);
            double[] Some(int count, double low, double high) => [.. Enumerable.Range(0, count).Select(_ => low + ((high - low) * random.NextDouble()))];
            _weight = Some(Neurons * Inputs, -0.3 * strength, 0.7 * strength);
            _bias = Some(Neurons, -0.1, 0.1);
            _recurrentWeight = Some(Neurons * Neurons, -0.8 * strength, 0.6 * strength);
            _recurrentBias = Some(Neurons, -0.1, 0.1);
            Synapse = Some(Neurons, 2 * Dt, 4 * Dt);
            Membrane = Some(Neurons, 4 * Dt, 12 * Dt);
            InputGain = [.. Synapse.Select(tau => tau / Dt)];
            Leak = Some(Neurons, 0, 0.05);
        }

        public bool HasLeak { get; init; } = true;

        public double[] Synapse { get; }

        public double[] Membrane { get; }

        public double[] InputGain { get; }

        public double[] Leak { get; }

        public NirGraph Graph => new()
        {
            Nodes =
            [
                Node("input", NirType.Input, ("shape", NirArray.Vector(Inputs))),
                Node("fc", NirType.Affine, ("weight", new NirArray([Neurons, Inputs], _weight)), ("bias", NirArray.Vector(_bias))),
                Node("lif", NirType.CubaLIF,
                    ("tau_syn", NirArray.Vector(Synapse)), ("tau_mem", NirArray.Vector(Membrane)), ("w_in", NirArray.Vector(InputGain)),
                    ("r", NirArray.Vector([.. Membrane.Select(tau => tau / Dt)])),
                    ("v_leak", NirArray.Vector(HasLeak ? Leak : new double[Neurons])), ("v_threshold", NirArray.Scalar(1))),
                Node("rec", NirType.Affine, ("weight", new NirArray([Neurons, Neurons], _recurrentWeight)), ("bias", NirArray.Vector(_recurrentBias))),
                Node("output", NirType.Output, ("shape", NirArray.Vector(Neurons))),
            ],
            Edges = [new("input", "fc"), new("fc", "lif"), new("lif", "rec"), new("rec", "lif"), new("lif", "output")],
        };

        public double Gain(int neuron) => InputGain[neuron] * Dt / Synapse[neuron];

        public double Resistance(int neuron) => Membrane[neuron] / Dt;

        /// <summary>What the linear nodes send to the neurons.</summary>
        public double[] Drive(double[] input, double[] spikes, double recurrentBias) =>
        [
            .. Enumerable.Range(0, Neurons).Select(j => _bias[j] + (recurrentBias * _recurrentBias[j])
                + input.Select((x, k) => x * _weight[(j * Inputs) + k]).Sum()
                + spikes.Select((s, k) => s * _recurrentWeight[(j * Neurons) + k]).Sum()),
        ];

        private static NirNode Node(string name, NirType type, params (string Name, NirArray Value)[] parameters) => new()
        {
            Name = name, Type = type, Parameters = parameters.ToDictionary(one => one.Name, one => one.Value),
        };
    }
}
