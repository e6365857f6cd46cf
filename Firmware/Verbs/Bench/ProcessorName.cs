using System.Runtime.InteropServices;

namespace EdgeSnn.Firmware.Verbs.Bench;

/// <summary>What machine this is, as far as the system tells.</summary>
internal static class ProcessorName
{
    private const string LinuxFile = "/proc/cpuinfo";
    private const string WindowsVariable = "PROCESSOR_IDENTIFIER";

    // "Model" is the board, where there is one, and says more than the processor's part number.
    private static readonly string[] Fields = ["Model", "model name", "Hardware"];

    /// <summary>Reads it.</summary>
    public static string Read()
    {
        var lines = File.Exists(LinuxFile) ? File.ReadAllLines(LinuxFile) : [];
        var name = Fields.Select(field => Find(lines, field)).FirstOrDefault(value => value is not null)
            ?? Environment.GetEnvironmentVariable(WindowsVariable) ?? $"{RuntimeInformation.OSArchitecture} processor";
        return $"{name}, {Environment.ProcessorCount} core{(Environment.ProcessorCount == 1 ? "" : "s")}";
    }

    private static string? Find(string[] lines, string field)
    {
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[..colon].Trim() == field && line[(colon + 1)..].Trim() is { Length: > 0 } value)
                return value;
        }

        return null;
    }
}
