using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Runtime;

/// <summary>Random blueprints that keep every rule, and random input for them. The same seed gives the same.</summary>
internal sealed class RandomNetwork(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Potentials and weights so large that sums leave 32 bits now and then.</summary>
    public bool Extreme { get; init; }

    public int MaxSize { get; init; } = 70;

    public NetworkModel Model()
    {
        var populations = new PopulationModel[_random.Next(2, 6)];
        populations[0] = new() { Name = "input", Size = _random.Next(1, MaxSize), Kind = NeuronKind.Input };
        for (var index = 1; index < populations.Length; index++) populations[index] = Population(index, (NeuronKind)_random.Next(1, 9));
        var projections = new ProjectionModel[_random.Next(populations.Length - 1, 8)];
        for (var index = 0; index < projections.Length; index++)
        {
            var post = index < populations.Length - 1 ? index + 1 : _random.Next(1, populations.Length);
            projections[index] = Projection(populations, index < populations.Length - 1 ? index : _random.Next(populations.Length), post);
        }

        return Model(populations, projections);
    }

    public static NetworkModel Model(PopulationModel[] populations, ProjectionModel[] projections) => new()
    {
        Name = "test",
        TickMicroseconds = 1000,
        Labels = [.. Enumerable.Range(0, populations[^1].Size).Select(label => $"class {label}")],
        Encoder = new EncoderModel { Name = "none", Parameters = [] },
        Populations = populations,
        Projections = projections,
        Decoder = new DecoderModel { Kind = DecoderKind.SpikeCount, Population = populations.Length - 1 },
    };

    public PopulationModel Population(int index, NeuronKind kind)
    {
        var size = _random.Next(1, MaxSize + 1);
        var current = kind is NeuronKind.CubaLif or NeuronKind.CubaLeakyIntegrator or NeuronKind.AdaptiveLif;
        var fires = kind is NeuronKind.Lif or NeuronKind.CubaLif or NeuronKind.IntegrateAndFire or NeuronKind.AdaptiveLif or NeuronKind.ShiftLif;
        var adapts = kind == NeuronKind.AdaptiveLif;
        var reset = (ResetMode)_random.Next(adapts ? 3 : 4);
        return new()
        {
            Name = $"population {index}",
            Size = size,
            Kind = kind,
            MembraneDecay = kind switch
            {
                NeuronKind.IntegrateAndFire => [],
                NeuronKind.ShiftLif or NeuronKind.ShiftLeakyIntegrator => [Decay.FromRaw(Decay.One - (1 << _random.Next(0, 15)))],
                _ => Decays(size),
            },
            SynapticDecay = current ? Decays(size) : [],
            Threshold = fires ? Potentials(size, 1, Extreme ? int.MaxValue : 5000) : [],
            Bias = _random.Next(2) == 0 ? [] : Potentials(size, Extreme ? int.MinValue : -300, Extreme ? int.MaxValue : 300),
            Reset = reset,
            ResetPotential = fires && reset == ResetMode.ToValue && _random.Next(2) == 0 ? Potentials(size, -1000, 1000) : [],
            InitialPotential = _random.Next(4) == 0 ? Potentials(size, -1000, 1000) : [],
            Floor = _random.Next(4) == 0 ? Potentials(size, -2000, 0) : [],
            MaxSpikesPerTick = fires && !adapts && reset == ResetMode.BySubtraction && _random.Next(2) == 0 ? _random.Next(1, 6) : 1,
            RefractoryTicks = reset != ResetMode.ByLateSubtraction && _random.Next(3) == 0 ? _random.Next(1, 6) : 0,
            AdaptationDecay = adapts ? Decays(size) : [],
            AdaptationStep = adapts ? Potentials(size, 0, Extreme ? int.MaxValue : 2000) : [],
        };
    }

    public ProjectionModel Projection(PopulationModel[] populations, int pre, int post)
    {
        int preSize = populations[pre].Size, postSize = populations[post].Size;
        int[] bits = [4, 8, 16];
        var weightBits = bits[_random.Next(3)];
        var half = 1 << (weightBits - 1);
        var density = _random.Next(3) switch { 0 => 0.02, 1 => 0.15, _ => 1.0 };
        var weights = new short[preSize * postSize];
        for (var synapse = 0; synapse < weights.Length; synapse++)
            if (_random.NextDouble() < density) weights[synapse] = (short)_random.Next(-half, half);
        var highestScale = Extreme ? 1 << 28 : 40;
        int[] scale = _random.Next(2) == 0
            ? [_random.Next(1, highestScale)]
            : [.. Enumerable.Range(0, postSize).Select(_ => _random.Next(1, highestScale))];
        var dense = new ProjectionModel
        {
            Pre = pre,
            Post = post,
            DelayTicks = pre < post ? _random.Next(0, 6) : _random.Next(1, 6),
            WeightBits = weightBits,
            Scale = scale,
            Storage = SynapseStorage.Dense,
            Weights = weights,
        };
        return _random.Next(2) == 0 ? dense : ToSparse(dense, preSize);
    }

    public static ProjectionModel ToSparse(ProjectionModel dense, int preSize)
    {
        var postSize = dense.Weights.Length / preSize;
        var kept = Enumerable.Range(0, dense.Weights.Length).Where(synapse => dense.Weights[synapse] != 0).ToArray();
        return dense with
        {
            Storage = SynapseStorage.Sparse,
            FanOutStarts = [.. Enumerable.Range(0, preSize + 1).Select(pre => kept.Count(synapse => synapse < pre * postSize))],
            PostNeurons = [.. kept.Select(synapse => synapse % postSize)],
            Weights = [.. kept.Select(synapse => dense.Weights[synapse])],
        };
    }

    public SpikeList Input(NetworkModel model, double rate = 0.3)
    {
        var spikes = new SpikeList(model.Populations[0].Size);
        for (var neuron = 0; neuron < spikes.Capacity; neuron++)
            if (_random.NextDouble() < rate) spikes.Add(neuron);
        return spikes;
    }

    private Decay[] Decays(int size) => _random.Next(2) == 0
        ? [Decay.FromRaw(_random.Next(0, 32769))]
        : [.. Enumerable.Range(0, size).Select(_ => Decay.FromRaw(_random.Next(4) == 0 ? 32768 : _random.Next(0, 32769)))];

    private Potential[] Potentials(int size, int low, int high) => _random.Next(2) == 0
        ? [Potential.FromRaw(_random.Next(low, high))]
        : [.. Enumerable.Range(0, size).Select(_ => Potential.FromRaw(_random.Next(low, high)))];
}
