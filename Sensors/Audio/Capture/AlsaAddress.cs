using System.Globalization;

namespace EdgeSnn.Sensors.Audio.Capture;

/// <summary>
/// A capture device of ALSA as it is written: <c>alsa:plughw:1,0,buffer=500ms,channels=2</c>. The device's own name may hold
/// commas and equal signs (<c>hw:CARD=Mic,DEV=0</c>), so options are what stands last and is known.
/// </summary>
/// <param name="Device">The name libasound knows.</param>
/// <param name="BufferMilliseconds">What the driver keeps before it runs over, 20 .. 10,000 [ms].</param>
/// <param name="Channels">Channels asked for, 1 .. 32; they are mixed to one.</param>
public readonly record struct AlsaAddress(string Device, int BufferMilliseconds, int Channels)
{
    /// <summary>What an address begins with.</summary>
    public const string Scheme = "alsa:";

    /// <summary>How it is written, for helps.</summary>
    public const string Syntax = "alsa:DEVICE[,buffer=500ms]";

    private const int UsualBuffer = 500;

    /// <summary>True when this names a device of ALSA.</summary>
    public static bool Names(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.StartsWith(Scheme, StringComparison.Ordinal);
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">No device, or an option out of range; the message says which.</exception>
    public static AlsaAddress Parse(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var rest = Names(source) ? source[Scheme.Length..] : source;
        var address = new AlsaAddress("", UsualBuffer, 1);
        while (rest.LastIndexOf(',') is >= 0 and var comma && address.TryOption(source, rest[(comma + 1)..], out address))
            rest = rest[..comma];
        return rest.Length > 0 && !rest.Contains('\0')
            ? address with { Device = rest }
            : throw new FormatException($"{source}: no device; expected {Syntax}, as in alsa:plughw:1,0");
    }

    private bool TryOption(string source, string option, out AlsaAddress address)
    {
        const string buffer = "buffer=";
        const string channels = "channels=";
        address = this;
        if (option.StartsWith(buffer, StringComparison.Ordinal))
        {
            var number = option.EndsWith("ms", StringComparison.Ordinal) ? option[buffer.Length..^2] : option[buffer.Length..];
            address = this with { BufferMilliseconds = Number(source, option, number, 20, 10_000) };
            return true;
        }

        if (!option.StartsWith(channels, StringComparison.Ordinal))
            return false;
        address = this with { Channels = Number(source, option, option[channels.Length..], 1, 32) };
        return true;
    }

    private static int Number(string source, string option, string text, int least, int most)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{source}: '{option}', expected {least} to {most}");
}
