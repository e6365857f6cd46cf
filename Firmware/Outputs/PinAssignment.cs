using System.Globalization;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>
/// Which pin stands for which class and what a decision does to it, read from
/// <c>gpio:on=17,off=!17,mode=latch,active=low,safe=high,chip=gpiochip0</c>.
/// </summary>
public sealed record PinAssignment
{
    /// <summary>What an address begins with.</summary>
    public const string Scheme = "gpio:";

    private static readonly TimeSpan DefaultPulse = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPulse = TimeSpan.FromHours(1);
    private static readonly string[] Options = ["pulse", "mode", "active", "safe", "chip", "driver"];

    /// <summary>All pins, each once.</summary>
    public IReadOnlyList<int> Pins { get; init; } = [];

    /// <summary>Per class, the index of its pin in <see cref="Pins"/>, or -1.</summary>
    public IReadOnlyList<int> PinOfClass { get; init; } = [];

    /// <summary>Per class, true when its decision makes the pin inactive.</summary>
    public IReadOnlyList<bool> ClearsOfClass { get; init; } = [];

    /// <summary>What a decision does.</summary>
    public GpioMode Mode { get; init; }

    /// <summary>Length of a pulse.</summary>
    public TimeSpan Pulse { get; init; } = DefaultPulse;

    /// <summary>True when an active pin is low.</summary>
    public bool IsActiveLow { get; init; }

    /// <summary>The level of all pins when the program ends; null for inactive.</summary>
    public bool? SafeHigh { get; init; }

    /// <summary>The chip, or null for the board's header.</summary>
    public string? Chip { get; init; }

    /// <summary>True to go through System.Device.Gpio, also where the kernel's own interface is there.</summary>
    public bool UsesLibrary { get; init; }

    /// <summary>The level of all pins when the program ends.</summary>
    public bool SafeLevel => SafeHigh ?? IsActiveLow;

    /// <summary>Reads an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="model">The network whose labels it names; null to take any label, as who only wants the pins does.</param>
    /// <exception cref="UsageException">An unknown label, a bad pin or a bad option.</exception>
    public static PinAssignment Parse(string address, NetworkModel? model)
    {
        var pinOfClass = new int[model?.Labels.Length ?? 0];
        var clearsOfClass = new bool[pinOfClass.Length];
        Array.Fill(pinOfClass, -1);
        var pins = new List<int>();
        var assignment = new PinAssignment();
        var hasPulse = false;
        var text = address.Length > Scheme.Length ? address[Scheme.Length..] : "";
        foreach (var item in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var split = item.LastIndexOf('=');
            if (split <= 0)
                throw new UsageException($"{address}: '{item}' is not LABEL=PIN, nor one of {string.Join(", ", Options.Select(option => option + "="))}");
            var (name, value) = (item[..split], item[(split + 1)..]);
            var label = model is null ? -1 : Array.IndexOf(model.Labels, name);
            if (label < 0 && Options.Contains(name))
            {
                assignment = assignment.With(address, name, value);
                hasPulse |= name == "pulse";
                continue;
            }

            if (model is not null)
                Check(address, name, label, model);
            var clears = value.StartsWith('!');
            var pin = ParsePin(address, clears ? value[1..] : value);
            if (!pins.Contains(pin))
                pins.Add(pin);
            if (label >= 0)
                (pinOfClass[label], clearsOfClass[label]) = (pins.IndexOf(pin), clears);
        }

        if (pins.Count == 0)
            throw new UsageException($"{address}: no LABEL=PIN given");
        if (hasPulse && assignment.Mode != GpioMode.Pulse)
            throw new UsageException($"{address}: pulse= belongs to mode=pulse");
        return assignment with { Pins = pins, PinOfClass = pinOfClass, ClearsOfClass = clearsOfClass };
    }

    private static void Check(string address, string name, int label, NetworkModel model)
    {
        if (label < 0)
            throw new UsageException($"{address}: unknown label '{name}'; {model.Name} has {string.Join(", ", model.Labels)}");
        if (model.Decoder.QuietClasses.Contains(label))
            throw new UsageException($"{address}: '{name}' never fires in {model.Name}, so no pin can follow it");
    }

    private PinAssignment With(string address, string name, string value) => (name, value) switch
    {
        ("pulse", _) => this with { Pulse = ParsePulse(address, value) },
        ("mode", "pulse") => this with { Mode = GpioMode.Pulse },
        ("mode", "latch") => this with { Mode = GpioMode.Latch },
        ("mode", "toggle") => this with { Mode = GpioMode.Toggle },
        ("mode", "one-hot") => this with { Mode = GpioMode.OneHot },
        ("active", "low") => this with { IsActiveLow = true },
        ("active", "high") => this with { IsActiveLow = false },
        ("safe", "low") => this with { SafeHigh = false },
        ("safe", "high") => this with { SafeHigh = true },
        ("driver", "kernel") => this with { UsesLibrary = false },
        ("driver", "library") => this with { UsesLibrary = true },
        ("chip", { Length: > 0 }) => this with { Chip = value },
        _ => throw new UsageException($"{address}: {name}={value}, expected {Expected(name)}"),
    };

    private static string Expected(string name) => name switch
    {
        "mode" => "pulse, latch, toggle or one-hot",
        "active" or "safe" => "low or high",
        "driver" => "kernel or library",
        _ => "a chip such as gpiochip0",
    };

    private static int ParsePin(string address, string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var pin) && pin <= 1023
            ? pin
            : throw new UsageException($"{address}: '{value}' is not a pin number");

    private static TimeSpan ParsePulse(string address, string value)
    {
        var pulse = Duration.TryParse(value)
            ?? throw new UsageException($"{address}: '{value}' is not a pulse length such as 200ms or 1.5s");
        return pulse >= TimeSpan.FromMilliseconds(1) && pulse <= LongestPulse
            ? pulse
            : throw new UsageException($"{address}: a pulse lasts 1 ms to 1 h, not {value}");
    }
}
