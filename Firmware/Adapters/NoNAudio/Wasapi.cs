using EdgeSnn.Sensors.Audio.Capture;

namespace EdgeSnn.Firmware.Adapters;

/// <summary>Microphones of Windows, in builds without NAudio: none.</summary>
internal static class Wasapi
{
    /// <summary>How they are written, for helps.</summary>
    public static IReadOnlyList<(string Syntax, string Description)> Sources => [];

    /// <summary>Says what is missing.</summary>
    /// <exception cref="UsageException">Always.</exception>
    public static ICaptureDevice Open(string name)
        => throw new UsageException($"wasapi:{name}: this build is without NAudio; 'dotnet build -p:WithNAudio=true' has it (Windows)");

    /// <summary>Names and descriptions of those there are.</summary>
    public static IEnumerable<(string Name, string Description)> All() => [];
}
