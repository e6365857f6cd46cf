namespace EdgeSnn.Sensors.Gpio;

/// <summary>One line of a GPIO controller.</summary>
/// <param name="Number">Its number on the controller.</param>
/// <param name="Name">Its name on the board; empty when it has none.</param>
/// <param name="Consumer">Who uses it; empty when nobody does or nobody says.</param>
/// <param name="IsUsed">True when it cannot be had.</param>
/// <param name="IsOutput">True when it drives, false when it listens.</param>
public sealed record GpioLine(int Number, string Name, string Consumer, bool IsUsed, bool IsOutput);
