using EdgeSnn.Models.Import;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Import;

/// <summary>An imported network does in double precision what the table of primitives says, for random graphs of all primitives.</summary>
public class ImportOracleTests
{
    private const int Graphs = 400;
    private const int Ticks = 30;

    [Theory]
    [InlineData("snntorch", ImportedReset.ToValue, Integrator.Euler)]
    [InlineData("snntorch", ImportedReset.Subtract, Integrator.Euler)]
    [InlineData("nengo", ImportedReset.ToValue, Integrator.Exponential)]
    public void Random_graphs_run_as_their_primitives_say(string name, ImportedReset reset, Integrator integrator)
    {
        var profile = ImportProfiles.All.Single(one => one.Name == name) with
        {
            Dt = 1, TimeUnitSeconds = 0, Reset = reset, Integrator = integrator, IntegratorGain = IntegratorGain.PerTick, Expects = null,
            SynapseIntegrator = null, SynapseDelayTicks = 0, LeakyFloor = double.NaN,
        };
        var (refused, spikes) = (0, 0L);
        for (var seed = 0; seed < Graphs; seed++)
        {
            var chain = new RandomChain(seed, profile);
            ReferenceModel model;
            IReadOnlyList<ImportedPopulation> populations;
            try
            {
                var import = NirImporter.Import(chain.Graph, new ImportOptions { Name = "chain", Profile = profile });
                (model, populations) = (import.Model, import.Populations);
            }
            catch (ModelFormatException)
            {
                refused++;
                continue;
            }
            spikes += Compare(chain, model, populations, seed);
        }
        // Integrators in front of comparators in a cycle and the like are refused; most graphs must run, and live.
        Assert.InRange(refused, 0, Graphs / 20);
        Assert.InRange(spikes, Graphs * 50L, long.MaxValue);
    }

    private static long Compare(RandomChain chain, ReferenceModel model, IReadOnlyList<ImportedPopulation> populations, int seed)
    {
        var simulator = new ReferenceSimulator(model);
        var random = new Random(seed);
        var input = populations[0];
        var spikes = 0L;
        for (var tick = 0; tick < Ticks; tick++)
        {
            var elements = Enumerable.Range(0, chain.InputSize).Where(_ => random.NextDouble() < 0.3).ToArray();
            var x = new double[chain.InputSize];
            foreach (var element in elements) x[element] = 1;
            chain.Plain.Step(x);
            simulator.Step([.. elements.Select(element => NeuronOf(input, element)).Order()]);
            foreach (var (name, fires) in chain.Plain.Neurons)
            {
                // An integrator right in front of a comparator is one population with it.
                if (populations.FirstOrDefault(one => one.Node == name) is not { } population) continue;
                var expected = chain.Plain.Outputs[name];
                var found = new double[expected.Length];
                foreach (var spike in simulator.Spikes(population.Population)) found[spike]++;
                var potentials = simulator.Potentials(population.Population);
                for (var element = 0; element < expected.Length; element++)
                {
                    var neuron = NeuronOf(population, element);
                    var value = fires ? found[neuron] : potentials[neuron];
                    Assert.True(Math.Abs(expected[element] - value) < 1e-7, $"seed {seed}, tick {tick}, {name}[{element}]: {expected[element]} expected, {value} found");
                }
                if (fires) spikes += (long)expected.Sum();
            }
        }
        return spikes;
    }

    private static int NeuronOf(ImportedPopulation population, int element) =>
        population.NeuronOf.Length == 0 ? element : population.NeuronOf[element];
}
