namespace EdgeSnn.Firmware.Outputs;

/// <summary>What a decision does to its pin.</summary>
public enum GpioMode
{
    /// <summary>Active for a while.</summary>
    Pulse = 0,

    /// <summary>Active until a label that clears it, or the end.</summary>
    Latch = 1,

    /// <summary>Active and inactive in turn.</summary>
    Toggle = 2,

    /// <summary>Active, and all others inactive.</summary>
    OneHot = 3,
}
