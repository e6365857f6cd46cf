using EdgeSnn.Sensors.Gpio;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>A GPIO controller and its lines.</summary>
internal sealed record GpioChipInfo(string Path, string Label, IReadOnlyList<GpioLine> Lines);
