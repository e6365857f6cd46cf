namespace EdgeSnn.Runtime;

/// <summary>The rules of <see cref="NetworkModelValidation"/> for the geometry of a convolution.</summary>
internal static class ConvolutionRules
{
    private const int MaxSteps = 255;
    private const int MaxPad = 65535;

    /// <summary>Checks a geometry against the rows in front of it and the population behind it.</summary>
    public static void Check(string field, ProjectionModel projection, int rows, PopulationModel post)
    {
        field = $"{field}.convolution";
        var shape = projection.Convolution!;
        CheckSize($"{field}.inHeight", shape.InHeight);
        CheckSize($"{field}.inWidth", shape.InWidth);
        CheckSize($"{field}.inChannels", shape.InChannels);
        CheckSize($"{field}.outHeight", shape.OutHeight);
        CheckSize($"{field}.outWidth", shape.OutWidth);
        CheckSize($"{field}.outChannels", shape.OutChannels);
        CheckSteps($"{field}.kernelHeight", shape.KernelHeight);
        CheckSteps($"{field}.kernelWidth", shape.KernelWidth);
        CheckSteps($"{field}.strideY", shape.StrideY);
        CheckSteps($"{field}.strideX", shape.StrideX);
        CheckSteps($"{field}.dilationY", shape.DilationY);
        CheckSteps($"{field}.dilationX", shape.DilationX);
        NetworkModelValidation.RequireRange($"{field}.padTop", shape.PadTop, 0, MaxPad);
        NetworkModelValidation.RequireRange($"{field}.padLeft", shape.PadLeft, 0, MaxPad);
        NetworkModelValidation.Require(
            shape.Groups >= 1 && shape.InChannels % shape.Groups == 0 && shape.OutChannels % shape.Groups == 0,
            $"{field}.groups", shape.Groups, $"a divisor of {shape.InChannels} and {shape.OutChannels} channels");
        CheckGrid($"{field}.inHeight * inWidth * inChannels", (long)shape.InHeight * shape.InWidth * shape.InChannels, rows);
        CheckGrid($"{field}.outHeight * outWidth * outChannels", (long)shape.OutHeight * shape.OutWidth * shape.OutChannels, post.Size);
    }

    /// <summary>Weights that a checked geometry has.</summary>
    public static long WeightCount(ConvolutionModel shape) =>
        (long)shape.KernelHeight * shape.KernelWidth * shape.InChannels * (shape.OutChannels / shape.Groups);

    private static void CheckSize(string field, int found) =>
        NetworkModelValidation.RequireRange(field, found, 1, NetworkModelValidation.MaxPopulationSize);

    private static void CheckSteps(string field, int found) => NetworkModelValidation.RequireRange(field, found, 1, MaxSteps);

    private static void CheckGrid(string field, long found, int expected) =>
        NetworkModelValidation.Require(found == expected, field, found, $"{expected} neurons");
}
