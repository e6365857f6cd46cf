using EdgeSnn.Firmware.Outputs;

namespace EdgeSnn.Firmware.Adapters;

/// <summary>Lights, displays, buzzers and servos, in builds without Iot.Device.Bindings: none.</summary>
internal static class Indicators
{
    /// <summary>For the catalog.</summary>
    public static IReadOnlyList<OutputEntry> Outputs => [];
}
