using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Benchmarks.Jobs;

/// <summary>
/// A job that other runtimes have run: a folder with <c>job.json</c>, weights, input and the exact spikes that must come out.
/// Populations leak by a shift in Q8; grids there are channels first and are turned.
/// </summary>
public sealed class BenchmarkJob
{
    private const int FractionBits = 8;

    private readonly string _folder;
    private readonly JsonElement _description;
    private readonly Dictionary<string, int[]> _grids = [];
    private readonly Lazy<Dictionary<(int Tick, int Population), int[]>> _gold;

    private BenchmarkJob(string folder)
    {
        _folder = folder;
        _description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "job.json"))).RootElement;
        Name = _description.GetProperty("name").GetString()!;
        FindGrids();
        Model = CreateModel();
        Input = ReadInput();
        _gold = new(ReadGold);
    }

    /// <summary>Name, as in <c>J1</c>.</summary>
    public string Name { get; }

    /// <summary>The job as a network of this project.</summary>
    public NetworkModel Model { get; }

    /// <summary>Input spikes, one list per tick.</summary>
    public SpikeList[] Input { get; }

    /// <summary>Expected spikes of every tick and population but the input: neurons in ascending order.</summary>
    public Dictionary<(int Tick, int Population), int[]> Gold => _gold.Value;

    /// <summary>Simulated time [seconds].</summary>
    public double Seconds => Input.Length * Model.TickMicroseconds * 1e-6;

    /// <summary>Populations of the job itself: the last of a network may be a read-out that only the decoder needs.</summary>
    public int PopulationCount => _description.GetProperty("populations").GetArrayLength() + 1;

    private BenchmarkJob(BenchmarkJob other, NetworkModel model)
    {
        (_folder, _description, _grids) = (other._folder, other._description, other._grids);
        (Name, Model, Input, _gold) = (model.Name, model, other.Input, other._gold);
    }

    /// <summary>The same input and gold for another network.</summary>
    /// <param name="model">A network that must give the same spikes.</param>
    public BenchmarkJob With(NetworkModel model) => new(this, model);

    /// <summary>Reads a job.</summary>
    /// <param name="folder">The folder of <c>job.json</c>.</param>
    public static BenchmarkJob Load(string folder) => new(folder);

    // A population's grid is known from the convolutions at either side of it.
    private void FindGrids()
    {
        foreach (var connection in Connections().Where(one => Text(one, "format") == "conv2d"))
        {
            _grids[Text(connection, "pre")] = Numbers(connection, "in_shape");
            _grids[Text(connection, "post")] = Numbers(connection, "out_shape");
        }
    }

    private NetworkModel CreateModel()
    {
        var input = new PopulationModel
        {
            Name = "in", Size = _description.GetProperty("input").GetProperty("n").GetInt32(), Kind = NeuronKind.Input,
        };
        var populations = new List<PopulationModel> { input };
        populations.AddRange(_description.GetProperty("populations").EnumerateArray().Select(Population));
        var projections = Connections().Select(one => Projection(one, populations)).ToArray();
        const int mostClasses = 1024;
        if (populations[^1].Size > mostClasses)
            populations.Add(new() { Name = "read-out", Size = 1, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [Decay.FromRaw(0)] });
        return new()
        {
            Name = Name,
            TickMicroseconds = _description.GetProperty("dt_ms").GetInt32() * 1000,
            Labels = [.. Enumerable.Range(0, populations[^1].Size).Select(neuron => $"class {neuron}")],
            Encoder = new EncoderModel { Name = "spikes", Parameters = [] },
            Populations = [.. populations],
            Projections = projections,
            Decoder = new DecoderModel { Kind = DecoderKind.MaxPotential, Population = populations.Count - 1 },
        };
    }

    private PopulationModel Population(JsonElement one)
    {
        var fires = Text(one, "model") == "LIF";
        var shift = one.GetProperty("k").GetInt32();
        return new()
        {
            Name = Text(one, "name"),
            Size = one.GetProperty("n").GetInt32(),
            Kind = fires ? NeuronKind.ShiftLif : NeuronKind.ShiftLeakyIntegrator,
            FractionBits = FractionBits,
            MembraneDecay = [Decay.FromRaw(Decay.One - (Decay.One >> shift))],
            Threshold = fires ? [Potential.FromRaw(one.GetProperty("theta").GetInt32() << FractionBits)] : [],
            Bias = one.TryGetProperty("bias_q8", out var bias)
                ? Array.ConvertAll(Read<short>(bias.GetString()!), value => Potential.FromRaw(value)) : [],
            InitialPotential = one.TryGetProperty("v0_q8", out var start)
                ? Array.ConvertAll(Read<int>(start.GetString()!), Potential.FromRaw) : [],
        };
    }

    private ProjectionModel Projection(JsonElement one, List<PopulationModel> populations)
    {
        int Index(string name) => populations.FindIndex(population => population.Name == name);
        var plain = new ProjectionModel
        {
            Pre = Index(Text(one, "pre")),
            Post = Index(Text(one, "post")),
            DelayTicks = one.GetProperty("delay").GetInt32(),
            WeightBits = 8,
            Scale = [1 << FractionBits],
            Storage = SynapseStorage.Dense,
            Weights = Array.ConvertAll(Read<sbyte>(Text(one, "w")), weight => (short)weight),
        };
        return Text(one, "format") switch
        {
            "csr" => plain with
            {
                Storage = SynapseStorage.Sparse,
                FanOutStarts = Read<int>(Text(one, "ptr")),
                PostNeurons = Read<int>(Text(one, "idx")),
            },
            "conv2d" => Convolution(plain, one),
            _ => plain with { Weights = ToRows(plain, populations, Text(one, "pre")) },
        };
    }

    private static ProjectionModel Convolution(ProjectionModel plain, JsonElement one)
    {
        int[] input = Numbers(one, "in_shape"), output = Numbers(one, "out_shape"), kernel = Numbers(one, "shape");
        var shape = new ConvolutionModel
        {
            InHeight = input[1], InWidth = input[2], InChannels = input[0],
            OutHeight = output[1], OutWidth = output[2], OutChannels = output[0],
            KernelHeight = kernel[2], KernelWidth = kernel[3],
            StrideY = one.GetProperty("stride").GetInt32(), StrideX = one.GetProperty("stride").GetInt32(),
            PadTop = one.GetProperty("pad").GetInt32(), PadLeft = one.GetProperty("pad").GetInt32(),
        };
        var weights = new short[plain.Weights.Length];
        var next = 0;
        for (var post = 0; post < kernel[0]; post++)
            for (var pre = 0; pre < kernel[1]; pre++)
                for (var tap = 0; tap < kernel[2] * kernel[3]; tap++)
                    weights[(((tap * kernel[1]) + pre) * kernel[0]) + post] = plain.Weights[next++];
        return plain with { Storage = SynapseStorage.Convolution, Convolution = shape, Weights = weights };
    }

    // From [post][pre] with channels first to [pre][post] with channels last.
    private short[] ToRows(ProjectionModel plain, List<PopulationModel> populations, string preName)
    {
        int pre = populations[plain.Pre].Size, post = populations[plain.Post].Size;
        var rows = new short[plain.Weights.Length];
        for (var from = 0; from < pre; from++)
            for (var to = 0; to < post; to++)
                rows[(Turn(preName, from) * post) + to] = plain.Weights[(to * pre) + from];
        return rows;
    }

    /// <summary>The place, channels last, of a neuron whose place is given channels first.</summary>
    private int Turn(string population, int neuron)
    {
        if (!_grids.TryGetValue(population, out var grid)) return neuron;
        var pixels = grid[1] * grid[2];
        return (neuron % pixels * grid[0]) + (neuron / pixels);
    }

    private SpikeList[] ReadInput()
    {
        var starts = Read<int>("in_ptr.i32");
        var neurons = Read<int>("in_idx.i32");
        var ticks = new SpikeList[_description.GetProperty("steps").GetInt32()];
        for (var tick = 0; tick < ticks.Length; tick++)
        {
            var spikes = neurons[starts[tick]..starts[tick + 1]].Select(neuron => Turn("in", neuron)).Order().ToArray();
            ticks[tick] = new SpikeList(spikes.Length);
            foreach (var neuron in spikes) ticks[tick].Add(neuron);
        }

        return ticks;
    }

    private Dictionary<(int Tick, int Population), int[]> ReadGold()
    {
        var names = Model.Populations.Select(population => population.Name).ToArray();
        var spikes = Read<int>("gold_spikes.i32x3").Chunk(3);
        return spikes.GroupBy(spike => (Tick: spike[0], Population: spike[1] + 1)).ToDictionary(
            group => group.Key,
            group => group.Select(spike => Turn(names[group.Key.Population], spike[2])).Order().ToArray());
    }

    private JsonElement.ArrayEnumerator Connections() => _description.GetProperty("connections").EnumerateArray();

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString()!;

    private static int[] Numbers(JsonElement one, string name) =>
        [.. one.GetProperty(name).EnumerateArray().Select(number => number.GetInt32())];

    private T[] Read<T>(string name) where T : unmanaged
    {
        var path = Path.Combine(_folder, name);
        if (File.Exists(path)) return MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(path)).ToArray();
        using var packed = new GZipStream(File.OpenRead($"{path}.gz"), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return MemoryMarshal.Cast<byte, T>(plain.GetBuffer().AsSpan(0, (int)plain.Length)).ToArray();
    }
}
