using System.Globalization;
using System.Runtime.Versioning;

namespace EdgeSnn.Sensors.Gpio;

/// <summary>The GPIO controllers of this machine through the kernel's character device; every failure says what is wrong.</summary>
public static class GpioChips
{
    private const string Folder = "/dev";
    private const string Prefix = "gpiochip";

    // The controllers behind the 40-pin header of the Raspberry Pi: its Pi 5 has others, and their order changed with the kernel.
    private static readonly string[] Headers = ["pinctrl-rp1", "pinctrl-bcm2"];

    /// <summary>All that may be opened, in the order of their numbers; none where there is no such thing as a GPIO controller.</summary>
    public static IReadOnlyList<GpioChip> All() => OperatingSystem.IsLinux() ? [.. Paths().Select(TryDescribe).OfType<GpioChip>()] : [];

    /// <summary>The lines of a controller.</summary>
    /// <param name="chip">One of <see cref="All"/>.</param>
    public static IReadOnlyList<GpioLine> LinesOf(GpioChip chip)
    {
        ArgumentNullException.ThrowIfNull(chip);
        if (!OperatingSystem.IsLinux())
            return [];
        var handle = GpioDevice.Open(chip.Path);
        if (handle < 0)
            return [];
        try
        {
            var lines = new List<GpioLine>();
            for (var offset = 0; offset < chip.Lines; offset++)
            {
                if (GpioDevice.DescribeLine(handle, offset) is { } line)
                    lines.Add(line);
            }

            return lines;
        }
        finally
        {
            GpioDevice.Close(handle);
        }
    }

    /// <summary>Opens a controller and checks that lines exist on it.</summary>
    /// <param name="name">A path, a name such as <c>gpiochip0</c>, a number or a label; null for the header of the board.</param>
    /// <param name="lines">Numbers of the lines.</param>
    /// <returns>Its handle and description.</returns>
    /// <exception cref="IOException">No controller, no permission, or no such line; the message says which.</exception>
    [SupportedOSPlatform("linux")]
    internal static (int Handle, GpioChip Chip) Open(string? name, ReadOnlySpan<int> lines)
    {
        var path = Find(name);
        var handle = GpioDevice.Open(path);
        if (handle < 0)
        {
            throw new IOException(-handle switch
            {
                GpioDevice.NoAccess or GpioDevice.NotPermitted => $"gpio: no permission for {path}; the user must be in the group gpio",
                GpioDevice.NoEntry => $"gpio: no such chip {path}{Present()}",
                _ => $"gpio: {path}: {GpioDevice.Explain(handle)}",
            });
        }

        try
        {
            var chip = GpioDevice.Describe(handle, path) ?? throw new IOException($"gpio: {path} is no GPIO chip");
            foreach (var line in lines)
            {
                if (line >= chip.Lines)
                    throw new IOException($"gpio: {path} ({chip.Label}) has no line {line}; its lines are 0 to {chip.Lines - 1}");
            }

            return (handle, chip);
        }
        catch
        {
            GpioDevice.Close(handle);
            throw;
        }
    }

    /// <summary>Asks for lines of an open controller.</summary>
    /// <exception cref="IOException">A line is busy, or cannot be what is asked.</exception>
    [SupportedOSPlatform("linux")]
    internal static int Request((int Handle, GpioChip Chip) chip, ReadOnlySpan<int> lines, ulong flags, ulong values)
    {
        var handle = GpioDevice.Request(chip.Handle, lines, flags, values);
        if (handle >= 0)
            return handle;
        if (-handle == GpioDevice.Busy)
        {
            foreach (var line in lines)
            {
                if (GpioDevice.DescribeLine(chip.Handle, line) is { IsUsed: true } used)
                    throw new IOException($"gpio: line {line} of {chip.Chip.Path} is in use by {(used.Consumer.Length > 0 ? $"'{used.Consumer}'" : "the kernel")}");
            }
        }

        var numbers = string.Join(", ", lines.ToArray());
        throw new IOException(-handle switch
        {
            GpioDevice.Busy => $"gpio: line {numbers} of {chip.Chip.Path} is in use",
            GpioDevice.NotTerminal => $"gpio: {chip.Chip.Path}: the kernel is older than 5.10; driver=library goes through libgpiod",
            _ => $"gpio: line {numbers} of {chip.Chip.Path}: {GpioDevice.Explain(handle)}",
        });
    }

    [SupportedOSPlatform("linux")]
    private static string Find(string? name)
    {
        if (name is not null)
        {
            if (name.Contains('/', StringComparison.Ordinal))
                return name;
            if (name.All(char.IsAsciiDigit))
                return $"{Folder}/{Prefix}{name}";
            return name.StartsWith(Prefix, StringComparison.Ordinal) ? $"{Folder}/{name}"
                : All().FirstOrDefault(chip => chip.Label == name)?.Path ?? throw new IOException($"gpio: no chip labelled '{name}'{Present()}");
        }

        var paths = Paths();
        if (paths.Count == 0)
            throw new IOException($"gpio: this machine has no GPIO chip ({Folder}/{Prefix}*)");
        return All().FirstOrDefault(chip => Headers.Any(header => chip.Label.StartsWith(header, StringComparison.Ordinal)))?.Path ?? paths[0];
    }

    private static string Present()
    {
        var chips = All();
        return chips.Count == 0 ? "" : $"; there are {string.Join(", ", chips.Select(chip => $"{chip.Path} ({chip.Label})"))}";
    }

    private static List<string> Paths() =>
    [
        .. Directory.EnumerateFiles(Folder, Prefix + "*").Where(path => Number(path) >= 0).OrderBy(Number),
    ];

    private static int Number(string path)
        => int.TryParse(Path.GetFileName(path).AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    [SupportedOSPlatform("linux")]
    private static GpioChip? TryDescribe(string path)
    {
        var handle = GpioDevice.Open(path);
        if (handle < 0)
            return null;
        try
        {
            return GpioDevice.Describe(handle, path);
        }
        finally
        {
            GpioDevice.Close(handle);
        }
    }
}
