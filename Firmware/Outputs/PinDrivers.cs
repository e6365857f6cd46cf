namespace EdgeSnn.Firmware.Outputs;

/// <summary>The ways to the board's pins.</summary>
internal static class PinDrivers
{
    /// <summary>The kernel's own interface where there is one, System.Device.Gpio elsewhere or where it is asked for.</summary>
    /// <exception cref="DeviceException">There is no way.</exception>
    public static IPinDriver Open(PinAssignment assignment)
        => OperatingSystem.IsLinux() && !assignment.UsesLibrary ? new LinuxPins(assignment.Chip) : new BoardPins(assignment.Chip);
}
