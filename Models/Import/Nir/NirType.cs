namespace EdgeSnn.Models.Import.Nir;

/// <summary>
/// The primitives of NIR (Pedersen et al., Nature Communications 2024), named as in files; <see cref="Graph"/> is
/// <c>NIRGraph</c>.
/// </summary>
public enum NirType
{
    /// <summary>Marks where signals enter; parameter shape.</summary>
    Input,

    /// <summary>Marks where signals leave; parameter shape.</summary>
    Output,

    /// <summary>A graph within a graph: <see cref="NirNode.Graph"/>.</summary>
    Graph,

    /// <summary>W x; parameter weight (out, in).</summary>
    Linear,

    /// <summary>W x + b; parameters weight, bias.</summary>
    Affine,

    /// <summary>Element-wise product; parameter scale.</summary>
    Scale,

    /// <summary>One-dimensional convolution, weight (out, in / groups, k).</summary>
    Conv1d,

    /// <summary>Two-dimensional convolution, weight (out, in / groups, ky, kx).</summary>
    Conv2d,

    /// <summary>Sum over windows; parameters kernel_size, stride, padding as (y, x).</summary>
    SumPool2d,

    /// <summary>Mean over windows; parameters kernel_size, stride, padding as (y, x).</summary>
    AvgPool2d,

    /// <summary>Reshape; parameters input_type, start_dim, end_dim.</summary>
    Flatten,

    /// <summary>x(t - delay).</summary>
    Delay,

    /// <summary>Heaviside of x - threshold.</summary>
    Threshold,

    /// <summary>Integrator, dv/dt = R I.</summary>
    I,

    /// <summary>Integrate-and-fire.</summary>
    IF,

    /// <summary>Leaky integrator, tau dv/dt = (v_leak - v) + R I.</summary>
    LI,

    /// <summary>Leaky integrate-and-fire.</summary>
    LIF,

    /// <summary>Current-based leaky integrator.</summary>
    CubaLI,

    /// <summary>Current-based leaky integrate-and-fire.</summary>
    CubaLIF,
}
