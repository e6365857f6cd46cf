using EdgeSnn.Sensors.Audio.Capture;
using NAudio.CoreAudioApi;

namespace EdgeSnn.Firmware.Adapters;

/// <summary>Microphones of Windows, in builds with NAudio.</summary>
internal static class Wasapi
{
    /// <summary>How they are written, for helps.</summary>
    public static IReadOnlyList<(string Syntax, string Description)> Sources { get; } =
    [
        ("wasapi:NAME", "through WASAPI, by part of its name, or wasapi:default (Windows)"),
    ];

    /// <summary>A device by its name.</summary>
    /// <param name="name">Part of the name, or <c>default</c>.</param>
    /// <exception cref="UsageException">This is not Windows.</exception>
    public static ICaptureDevice Open(string name)
        => OperatingSystem.IsWindows() ? new WasapiDevice(name) : throw new UsageException($"wasapi:{name}: WASAPI is Windows's");

    /// <summary>Names and descriptions of those there are.</summary>
    public static IEnumerable<(string Name, string Description)> All()
    {
        if (!OperatingSystem.IsWindows())
            return [];
        using var devices = new MMDeviceEnumerator();
        return [.. devices.EnumerateAudioEndPoints(DataFlow.Capture, DeviceState.Active).Select(device => (device.FriendlyName, device.DeviceFriendlyName))];
    }
}
