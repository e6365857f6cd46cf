using System.Diagnostics.CodeAnalysis;
using static EdgeSnn.Models.Import.Nir.NirParameter;

namespace EdgeSnn.Models.Import.Nir;

/// <summary>
/// What the format says about one primitive. <see cref="All"/> is the only place that knows which parameters there are:
/// reader, writer and their errors all go by it.
/// </summary>
/// <param name="Type">The primitive.</param>
/// <param name="FileName">Its <c>type</c> string in files.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record NirPrimitive(NirType Type, string FileName, params NirParameter[] Parameters)
{
    /// <summary>Every primitive, in the order of <see cref="NirType"/>.</summary>
    public static IReadOnlyList<NirPrimitive> All { get; } =
    [
        new(NirType.Input, "Input", Shape("shape")),
        new(NirType.Output, "Output", Shape("shape")),
        new(NirType.Graph, "NIRGraph"),
        new(NirType.Linear, "Linear", Weight(2, RankLimit)),
        new(NirType.Affine, "Affine", Weight(2, RankLimit), PerNeuron("bias")),
        new(NirType.Scale, "Scale", PerNeuron("scale")),
        Convolution(NirType.Conv1d, "Conv1d", 1),
        Convolution(NirType.Conv2d, "Conv2d", 2),
        new(NirType.SumPool2d, "SumPool2d", Spatial("kernel_size", 2, 1), Spatial("stride", 2, 1), Spatial("padding", 2, 0)),
        new(NirType.AvgPool2d, "AvgPool2d", Spatial("kernel_size", 2, 1), Spatial("stride", 2, 1), Spatial("padding", 2, 0)),
        new(NirType.Flatten, "Flatten", Shape("input_type"), WholeOr("start_dim", 1), WholeOr("end_dim", -1)),
        new(NirType.Delay, "Delay", PerNeuron("delay")),
        new(NirType.Threshold, "Threshold", PerNeuron("threshold")),
        new(NirType.I, "I", PerNeuron("r")),
        new(NirType.IF, "IF", PerNeuron("r"), PerNeuron("v_threshold"), PerNeuron("v_reset", 0)),
        new(NirType.LI, "LI", PerNeuron("tau"), PerNeuron("r"), PerNeuron("v_leak")),
        new(NirType.LIF, "LIF", PerNeuron("tau"), PerNeuron("r"), PerNeuron("v_leak"), PerNeuron("v_threshold"),
            PerNeuron("v_reset", 0)),
        new(NirType.CubaLI, "CubaLI", PerNeuron("tau_syn"), PerNeuron("tau_mem"), PerNeuron("r"), PerNeuron("v_leak"),
            PerNeuron("w_in", 1)),
        new(NirType.CubaLIF, "CubaLIF", PerNeuron("tau_syn"), PerNeuron("tau_mem"), PerNeuron("r"), PerNeuron("v_leak"),
            PerNeuron("v_threshold"), PerNeuron("v_reset", 0), PerNeuron("w_in", 1)),
    ];

    /// <summary>The primitive of a type.</summary>
    public static NirPrimitive Of(NirType type) => All[(int)type];

    /// <summary>The primitive that a <c>type</c> string names.</summary>
    public static bool TryOf(string fileName, [NotNullWhen(true)] out NirPrimitive? primitive)
    {
        primitive = All.FirstOrDefault(candidate => candidate.FileName == fileName);
        return primitive is not null;
    }

    /// <summary>The parameter of a name, null when the format does not know it.</summary>
    public NirParameter? Find(string name) => Array.Find(Parameters, parameter => parameter.Name == name);

    private static NirPrimitive Convolution(NirType type, string fileName, int dimensions) => new(
        type, fileName, Shape("input_shape", isOptional: true), Weight(dimensions + 2, dimensions + 2),
        Spatial("stride", dimensions, 1), Padding(dimensions), Spatial("dilation", dimensions, 1), Whole("groups", 1),
        PerNeuron("bias"));
}
