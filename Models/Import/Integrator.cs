namespace EdgeSnn.Models.Import;

/// <summary>How a differential equation with time constant tau becomes a step of dt.</summary>
public enum Integrator
{
    /// <summary>Forward Euler: decay 1 - dt / tau, gain dt / tau.</summary>
    Euler,

    /// <summary>Exact for constant input: decay exp(-dt / tau), gain 1 - exp(-dt / tau).</summary>
    Exponential,

    /// <summary>Decay exp(-dt / tau) with the gain dt / tau of Euler.</summary>
    ExponentialUnnormalized,
}
