using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Nir;

namespace EdgeSnn.Tests.Import;

/// <summary>
/// The oracle of imports: a chain of NIR nodes evaluated tick by tick straight from the table of primitives, channels first,
/// element by element, with nothing of the importer's code. Feedback reaches a neuron one tick later.
/// </summary>
internal sealed class PlainGraph(ImportProfile profile)
{
    private readonly List<Stage> _stages = [];

    /// <summary>Per neuron node, in chain order: its name and whether it fires.</summary>
    public IEnumerable<(string Name, bool Fires)> Neurons => _stages.Where(s => s.IsNeuron).Select(s => (s.Name, s.Fires));

    /// <summary>Outputs of the neuron nodes in the tick just run: spikes as 0 and 1, or potentials.</summary>
    public Dictionary<string, double[]> Outputs { get; } = [];

    /// <summary>Adds a node behind the last one, and perhaps a linear node that feeds its output back into it.</summary>
    public void Add(string name, NirNode node, int[] inShape, int[] outShape, NirNode? feedback = null) =>
        _stages.Add(new Stage(name, node, inShape, outShape, feedback));

    /// <summary>Runs one tick.</summary>
    public void Step(double[] input)
    {
        var signal = input;
        foreach (var stage in _stages)
        {
            if (stage.Feedback is { } feedback)
            {
                var back = Matrix(feedback, Outputs.GetValueOrDefault(stage.Name) ?? new double[signal.Length]);
                signal = [.. signal.Zip(back, (a, b) => a + b)];
            }
            signal = stage.IsNeuron ? Outputs[stage.Name] = Neuron(stage, signal) : Linear(stage, signal);
        }
    }

    private static double[] Linear(Stage stage, double[] x) => stage.Node.Type switch
    {
        NirType.Linear or NirType.Affine => Matrix(stage.Node, x),
        NirType.Scale => [.. x.Select((value, k) => value * At(stage.Node, "scale", k))],
        NirType.Flatten => x,
        NirType.Delay => Delayed(stage, x),
        NirType.Conv1d => Convolved(stage, x, [1, stage.InShape[1]], [1, stage.OutShape[1]], stage.InShape[0]),
        NirType.Conv2d => Convolved(stage, x, stage.InShape[1..], stage.OutShape[1..], stage.InShape[0]),
        _ => Pooled(stage, x),
    };

    private static double[] Matrix(NirNode node, double[] x)
    {
        var weight = node.Parameters["weight"].Values;
        var rows = weight.Length / x.Length;
        var y = new double[rows];
        for (var o = 0; o < rows; o++)
        {
            for (var i = 0; i < x.Length; i++) y[o] += weight[(o * x.Length) + i] * x[i];
            if (node.Parameters.ContainsKey("bias")) y[o] += At(node, "bias", o);
        }
        return y;
    }

    private static double[] Delayed(Stage stage, double[] x)
    {
        stage.History.Add(x);
        return [.. x.Select((_, k) =>
        {
            var tick = stage.History.Count - 1 - (int)At(stage.Node, "delay", k);
            return tick < 0 ? 0 : stage.History[tick][k];
        })];
    }

    private static double[] Convolved(Stage stage, double[] x, int[] inGrid, int[] outGrid, int inChannels)
    {
        var node = stage.Node;
        var isFlat = node.Type == NirType.Conv1d;
        int[] Pair(string name) => isFlat ? [name == "padding" ? 0 : 1, (int)node.Parameters[name].Values[0]] : [(int)node.Parameters[name].Values[0], (int)node.Parameters[name].Values[1]];
        var shape = node.Parameters["weight"].Shape;
        var (kernelY, kernelX) = isFlat ? (1, shape[2]) : (shape[2], shape[3]);
        int[] stride = Pair("stride"), dilation = Pair("dilation");
        int[] padding = node.PaddingWord switch
        {
            "valid" => [0, 0],
            "same" => [(kernelY - 1) * dilation[0] / 2, (kernelX - 1) * dilation[1] / 2],
            _ => Pair("padding"),
        };
        var groups = (int)node.Parameters["groups"].Values[0];
        var (outChannels, perGroup) = (shape[0], shape[1]);
        var y = new double[outChannels * outGrid[0] * outGrid[1]];
        for (var o = 0; o < outChannels; o++)
            for (var oy = 0; oy < outGrid[0]; oy++)
                for (var ox = 0; ox < outGrid[1]; ox++)
                {
                    var sum = At(node, "bias", o);
                    for (var c = 0; c < perGroup; c++)
                        for (var ky = 0; ky < kernelY; ky++)
                            for (var kx = 0; kx < kernelX; kx++)
                            {
                                var (iy, ix) = ((oy * stride[0]) - padding[0] + (ky * dilation[0]), (ox * stride[1]) - padding[1] + (kx * dilation[1]));
                                if (iy < 0 || ix < 0 || iy >= inGrid[0] || ix >= inGrid[1]) continue;
                                var channel = (o / (outChannels / groups) * (inChannels / groups)) + c;
                                sum += node.Parameters["weight"].Values[(((((o * perGroup) + c) * kernelY) + ky) * kernelX) + kx]
                                    * x[(((channel * inGrid[0]) + iy) * inGrid[1]) + ix];
                            }
                    y[(((o * outGrid[0]) + oy) * outGrid[1]) + ox] = sum;
                }
        return y;
    }

    private static double[] Pooled(Stage stage, double[] x)
    {
        int[] Pair(string name) => [(int)stage.Node.Parameters[name].Values[0], (int)stage.Node.Parameters[name].Values[1]];
        int[] kernel = Pair("kernel_size"), stride = Pair("stride"), padding = Pair("padding");
        var (height, width) = (stage.InShape[1], stage.InShape[2]);
        var y = new double[stage.OutShape.Aggregate(1, (a, b) => a * b)];
        for (var k = 0; k < y.Length; k++)
        {
            var (c, oy, ox) = (k / (stage.OutShape[1] * stage.OutShape[2]), k / stage.OutShape[2] % stage.OutShape[1], k % stage.OutShape[2]);
            for (var ky = 0; ky < kernel[0]; ky++)
                for (var kx = 0; kx < kernel[1]; kx++)
                {
                    var (iy, ix) = ((oy * stride[0]) - padding[0] + ky, (ox * stride[1]) - padding[1] + kx);
                    if (iy >= 0 && ix >= 0 && iy < height && ix < width) y[k] += x[(((c * height) + iy) * width) + ix];
                }
            if (stage.Node.Type == NirType.AvgPool2d) y[k] /= kernel[0] * kernel[1];
        }
        return y;
    }

    private double[] Neuron(Stage stage, double[] x)
    {
        var y = new double[x.Length];
        for (var k = 0; k < x.Length; k++)
        {
            var node = stage.Node;
            ref var v = ref stage.Potential[k];
            ref var i = ref stage.Current[k];
            switch (node.Type)
            {
                case NirType.Threshold:
                    y[k] = x[k] > At(node, "threshold", k) ? 1 : 0;
                    continue;
                case NirType.I or NirType.IF:
                    v += At(node, "r", k) * x[k];
                    break;
                case NirType.LI or NirType.LIF:
                    v = Leak(v, At(node, "tau", k), (At(node, "r", k) * x[k]), At(node, "v_leak", k));
                    break;
                default:
                    i = Leak(i, At(node, "tau_syn", k), (node.Parameters.ContainsKey("w_in") ? At(node, "w_in", k) : 1) * x[k], 0);
                    v = Leak(v, At(node, "tau_mem", k), At(node, "r", k) * i, At(node, "v_leak", k));
                    break;
            }
            if (!stage.Fires)
            {
                y[k] = v;
                continue;
            }
            var threshold = At(node, "v_threshold", k);
            y[k] = v > threshold ? 1 : 0;
            if (y[k] > 0)
                v = profile.Reset == ImportedReset.Subtract ? v - threshold : node.Parameters.ContainsKey("v_reset") ? At(node, "v_reset", k) : 0;
        }
        return y;
    }

    // tau dv/dt = leak - v + input, over one step.
    private double Leak(double v, double tau, double input, double leak)
    {
        var gain = profile.Integrator == Integrator.Euler ? profile.Dt / tau : 1 - Math.Exp(-profile.Dt / tau);
        return v + (gain * (leak - v + input));
    }

    private static double At(NirNode node, string name, int k)
    {
        var values = node.Parameters[name].Values;
        return values[values.Length == 1 ? 0 : k];
    }

    private sealed class Stage(string name, NirNode node, int[] inShape, int[] outShape, NirNode? feedback)
    {
        public string Name => name;

        public NirNode Node => node;

        public int[] InShape => inShape;

        public int[] OutShape => outShape;

        public NirNode? Feedback => feedback;

        public bool Fires { get; } = node.Type is NirType.Threshold or NirType.IF or NirType.LIF or NirType.CubaLIF;

        public bool IsNeuron => Fires || node.Type is NirType.I or NirType.LI or NirType.CubaLI;

        public double[] Potential { get; } = new double[inShape.Aggregate(1, (a, b) => a * b)];

        public double[] Current { get; } = new double[inShape.Aggregate(1, (a, b) => a * b)];

        public List<double[]> History { get; } = [];
    }
}
