using EdgeSnn.Sensors.Audio.Capture;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What this machine has that the program can use: what <c>edgesnn list --devices --json</c> prints.</summary>
/// <param name="Microphones">Addresses for <c>--audio</c>; null where libasound is not installed.</param>
/// <param name="GpioChips">Controllers of pins, with their lines.</param>
/// <param name="VideoDevices">Addresses for <c>--events</c>, among them those of ordinary cameras.</param>
internal sealed record DeviceList(IReadOnlyList<Part>? Microphones, IReadOnlyList<GpioChipInfo> GpioChips, IReadOnlyList<Part> VideoDevices)
{
    private const string VideoFolder = "/sys/class/video4linux";

    /// <summary>Looks.</summary>
    public static DeviceList Read() => new(
        AlsaDevices.All()?.Select(device => new Part(AlsaAddress.Scheme + device.Name, device.Description)).ToArray()
            ?? (OperatingSystem.IsWindows() ? Adapters.Wasapi.All().Select(device => new Part($"wasapi:{device.Name}", device.Description)).ToArray() : null),
        [.. Sensors.Gpio.GpioChips.All().Select(chip => new GpioChipInfo(chip.Path, chip.Label, Sensors.Gpio.GpioChips.LinesOf(chip)))],
        [.. Videos()]);

    public void Print(TextWriter writer)
    {
        Print("Microphones (--audio)", Microphones, "libasound.so.2 is not installed (Debian: libasound2)", writer);
        writer.WriteLine("GPIO chips (--out gpio:...,chip=NAME)");
        foreach (var chip in GpioChips)
        {
            writer.WriteLine($"  {chip.Path}  {chip.Label}, {chip.Lines.Count} lines");
            foreach (var line in chip.Lines.Where(line => line.IsUsed || line.Name.Length > 0))
                writer.WriteLine($"    {line.Number,3}  {line.Name,-20}{(line.IsUsed ? $"in use by {(line.Consumer.Length > 0 ? line.Consumer : "the kernel")}" : "free")}");
        }

        if (GpioChips.Count == 0)
            writer.WriteLine("  none that may be opened");
        writer.WriteLine();
        Print("Video devices (--events)", VideoDevices, "", writer);
    }

    private static void Print(string title, IReadOnlyList<Part>? parts, string absent, TextWriter writer)
    {
        writer.WriteLine(title);
        foreach (var part in parts ?? [])
            writer.WriteLine($"  {part.Name,-34}{part.Description}");
        if (parts is not { Count: > 0 })
            writer.WriteLine(parts is null ? $"  {absent}" : "  none");
        writer.WriteLine();
    }

    private static IEnumerable<Part> Videos()
    {
        if (!Directory.Exists(VideoFolder))
            yield break;
        foreach (var folder in Directory.EnumerateDirectories(VideoFolder).Order(StringComparer.Ordinal))
        {
            var name = Path.Combine(folder, "name");
            yield return new Part($"v4l2:/dev/{Path.GetFileName(folder)}", File.Exists(name) ? File.ReadAllText(name).Trim() : "");
        }
    }
}
