using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Runtime;

/// <summary>The smallest network there is, and spikes for it.</summary>
internal static class ChainNetwork
{
    /// <summary>One input neuron that drives each of the others with the same weight; no leak.</summary>
    public static NetworkModel Model(NeuronKind kind, int size, int threshold, short weight)
    {
        var weights = new short[size];
        Array.Fill(weights, weight);
        return RandomNetwork.Model(
            [
                new() { Name = "input", Size = 1, Kind = NeuronKind.Input },
                new()
                {
                    Name = "output",
                    Size = size,
                    Kind = kind,
                    MembraneDecay = [Decay.FromRaw(Decay.One)],
                    Threshold = threshold > 0 ? [Potential.FromRaw(threshold)] : [],
                },
            ],
            [new() { Pre = 0, Post = 1, WeightBits = 8, Scale = [1], Storage = SynapseStorage.Dense, Weights = weights }]);
    }

    public static SpikeList Spike(int neuron) => ToList([neuron]);

    public static SpikeList ToList(int[] neurons)
    {
        var spikes = new SpikeList(Math.Max(1, neurons.Length));
        foreach (var neuron in neurons) spikes.Add(neuron);
        return spikes;
    }
}
