namespace EdgeSnn.Sensors.Gpio;

/// <summary>A GPIO controller of this machine.</summary>
/// <param name="Path">Its device, such as <c>/dev/gpiochip0</c>.</param>
/// <param name="Name">What the kernel calls it.</param>
/// <param name="Label">What its driver calls it, such as <c>pinctrl-bcm2711</c>.</param>
/// <param name="Lines">How many lines it has.</param>
public sealed record GpioChip(string Path, string Name, string Label, int Lines);
