using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Models;

/// <summary>A small network with all that grids bring: groups, strides, pooled rows, delays, several spikes and graded read-outs.</summary>
internal static class CameraNetworks
{
    /// <summary>Input (8, 8, 2) to a grouped convolution, pooled 2 by 2 into a strided one, then dense.</summary>
    public static ReferenceModel Create()
    {
        var random = new Random(5);
        double[] Random(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.35)];
        var rows = new int[8 * 8 * 4];
        for (var neuron = 0; neuron < rows.Length; neuron++)
            rows[neuron] = (((neuron / 4 / 8 / 2 * 4) + (neuron / 4 % 8 / 2)) * 4) + (neuron % 4);
        return RandomNetworks.Create(0) with
        {
            Encoder = new() { Name = "spikes", Parameters = [new("channels", 128)] },
            Populations =
            [
                new() { Name = "input", Size = 128, Shape = [8, 8, 2], Kind = NeuronKind.Input },
                Firing("first", [8, 8, 4]), Firing("second", [2, 2, 6]),
                new() { Name = "output", Size = 4, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [0.5] },
            ],
            Projections =
            [
                new()
                {
                    Pre = 0, Post = 1, Storage = SynapseStorage.Convolution, Weights = Random(3 * 3 * 2 * 2),
                    Convolution = new()
                    {
                        InHeight = 8, InWidth = 8, InChannels = 2, OutHeight = 8, OutWidth = 8, OutChannels = 4,
                        KernelHeight = 3, KernelWidth = 3, PadTop = 1, PadLeft = 1, Groups = 2,
                    },
                },
                new()
                {
                    Pre = 1, Post = 2, DelayTicks = 3, Storage = SynapseStorage.Convolution, Weights = Random(2 * 2 * 4 * 6), PreRows = rows, Rows = 64,
                    Convolution = new()
                    {
                        InHeight = 4, InWidth = 4, InChannels = 4, OutHeight = 2, OutWidth = 2, OutChannels = 6,
                        KernelHeight = 2, KernelWidth = 2, StrideY = 2, StrideX = 2,
                    },
                },
                new() { Pre = 2, Post = 3, Weights = Random(24 * 4) },
            ],
            Decoder = new() { Kind = DecoderKind.MaxPotential, Population = 3 },
        };
    }

    /// <summary>The same with several spikes per tick, floors, and a second read-out that takes the potential of the first.</summary>
    public static ReferenceModel Rich()
    {
        var plain = Create();
        var first = plain.Populations[1] with { Reset = ResetMode.BySubtraction, MaxSpikesPerTick = 5, Floor = [-2], InitialPotential = [0.25] };
        var last = plain.Populations[3] with { Name = "smooth", MembraneDecay = [0.9] };
        return plain with
        {
            Populations = [plain.Populations[0] with { MaxSpikesPerTick = 3 }, first, plain.Populations[2], plain.Populations[3], last],
            Projections = [.. plain.Projections, new() { Pre = 3, Post = 4, Graded = true, Weights = [.. Enumerable.Range(0, 16).Select(k => k % 5 == 0 ? 1.0 : -0.1)] }],
            Decoder = plain.Decoder with { Population = 4 },
        };
    }

    private static ReferencePopulation Firing(string name, int[] shape) => new()
    {
        Name = name, Size = shape.Aggregate(1, (a, b) => a * b), Shape = shape, Kind = NeuronKind.Lif, MembraneDecay = [0.75], Threshold = [1],
    };
}
