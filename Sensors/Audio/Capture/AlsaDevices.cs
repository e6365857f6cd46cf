using System.Runtime.InteropServices;

namespace EdgeSnn.Sensors.Audio.Capture;

/// <summary>The capture devices that libasound knows of.</summary>
public static class AlsaDevices
{
    private const string Usual = "default";

    /// <summary>
    /// Names for <c>alsa:</c> with a description each: the usual device first, then those that convert (plughw), then the rest.
    /// </summary>
    /// <returns>None where there is no capture device; null where libasound is not installed.</returns>
    public static IReadOnlyList<(string Name, string Description)>? All()
    {
        try
        {
            Alsa.Quiet();
            return Alsa.Hints(-1, "pcm", out var hints) < 0 ? [] : Read(hints);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static List<(string Name, string Description)> Read(nint hints)
    {
        var devices = new List<(string Name, string Description)>();
        try
        {
            nint hint;
            for (var i = 0; (hint = Marshal.ReadIntPtr(hints, i * nint.Size)) != 0; i++)
            {
                // No direction means both.
                if (Text(hint, "IOID") is not (null or "Input") || Text(hint, "NAME") is not { } name || name == "null")
                    continue;
                devices.Add((name, Text(hint, "DESC")?.ReplaceLineEndings(", ") ?? ""));
            }
        }
        finally
        {
            _ = Alsa.FreeHints(hints);
        }

        return [.. devices.OrderBy(device => device.Name == Usual ? 0 : device.Name.StartsWith("plughw:", StringComparison.Ordinal) ? 1 : 2)];
    }

    private static string? Text(nint hint, string name)
    {
        var text = Alsa.Hint(hint, name);
        if (text == 0)
            return null;
        var value = Marshal.PtrToStringUTF8(text);
        Alsa.Free(text);
        return value;
    }
}
