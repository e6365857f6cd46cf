using System.Globalization;
using EdgeSnn.Sensors.Audio.Capture;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What a microphone gives, and how it held, on standard error.</summary>
internal static class MicrophoneSummary
{
    /// <summary>What a microphone gives.</summary>
    public static string Describe(CaptureFormat format) => string.Create(
        CultureInfo.InvariantCulture,
        $"{format.Rate} Hz, {format.Channels} {(format.Channels == 1 ? "channel" : "channels")}, period {1e3 * format.PeriodFrames / format.Rate:0.#} ms, buffer {1e3 * format.BufferFrames / format.Rate:0.#} ms");

    public static void Print(Microphone microphone, TextWriter writer)
    {
        var losses = microphone.Losses == 0 ? "" : $", lost or not there {microphone.Losses} times (last: {OneLine.Of(microphone.LastLoss)})";
        writer.WriteLine($"{microphone.Address}: opened {microphone.Connections} times, {microphone.Overruns} overruns{losses}");
    }
}
