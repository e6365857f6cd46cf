using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>
/// Whether vector twins run. The scalar code is the truth and a twin gives the same bits, so this changes speed only.
/// </summary>
public static class Simd
{
    /// <summary>Setting this environment variable to 1 before the start selects the scalar code everywhere.</summary>
    public const string ForceScalarVariable = "EDGESNN_FORCE_SCALAR";

    /// <summary>True when vector twins run: the machine has vectors and <see cref="ForceScalarVariable"/> is not 1.</summary>
    public static bool IsEnabled { get; } =
        Vector128.IsHardwareAccelerated && Environment.GetEnvironmentVariable(ForceScalarVariable) != "1";

    /// <summary>Width of the vectors that run, 0 when scalar [bits].</summary>
    public static int VectorBits { get; } = IsEnabled ? WidestBits : 0;

    /// <summary>Width of the widest vectors that give results here, if slowly: machines of 256 bits make 512 of two halves [bits].</summary>
    internal static int WidestTestableBits => Runs512 ? 512 : WidestBits;

    /// <summary>
    /// True when code for 512 bits can be asked for. Constant to the compiler: ahead of time for a machine that has none, what
    /// only it reaches is left out of the binary. Under the just-in-time compiler tests ask for it anyway.
    /// </summary>
    internal static bool Runs512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated || (Vector256.IsHardwareAccelerated && RuntimeFeature.IsDynamicCodeSupported);
    }

    /// <summary>The same for 256 bits.</summary>
    internal static bool Runs256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated;
    }

    /// <summary>Width of the widest vectors that the machine runs well [bits].</summary>
    internal static int WidestBits => Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;
}
