namespace EdgeSnn.Firmware.Verbs;

/// <summary>What a device's build has for a progress bar: patience.</summary>
internal static class ProgressBar
{
    /// <summary>Waits for work; what it throws, this throws.</summary>
    public static void Show(Terminal terminal, string title, Task work, Func<double> share) => work.GetAwaiter().GetResult();
}
