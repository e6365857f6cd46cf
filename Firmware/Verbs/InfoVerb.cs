using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeSnn.Firmware.Verbs.Events;
using EdgeSnn.Models;
using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Firmware.Verbs;

/// <summary><c>edgesnn info</c>: what is in a network or a recording.</summary>
internal static class InfoVerb
{
    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        Examples:
          edgesnn info keywords
          edgesnn info mine.esnn --json
          edgesnn info speech.wav
          edgesnn info recording.raw --json
        An event recording's format is told by content; --format overrides it.
        """;

    public static Command Create(Terminal terminal)
    {
        var subject = new Argument<string>("NAME|FILE") { Description = "A bundled network, an .esnn file, a .wav file, a recording of events, or - for events on standard input" };
        var json = Options.Json("Print it as JSON");
        var format = EventSource.FormatOption();
        var size = EventSource.SizeOption();
        var command = new Command("info", "Shows what is in a network, with the exact memory it needs, or in a recording of sound or events")
        {
            subject, json, format, size,
        };
        command.SetAction(parsed =>
        {
            var source = EventSource.Parse(parsed.GetValue(format), parsed.GetValue(size));
            return IsEvents(parsed.GetValue(subject)!, source)
                ? RunEvents(parsed.GetValue(subject)!, source, parsed.GetValue(json), terminal)
                : Run(parsed.GetValue(subject)!, parsed.GetValue(json), terminal);
        });
        return command;
    }

    // Whatever is neither a network nor sound is taken for events, whose formats are told by content.
    private static bool IsEvents(string subject, EventSource source)
    {
        if (source.Format is not null || subject == EventRecording.Standard)
            return true;
        return File.Exists(subject) && !BundledNetworks.Names.Contains(subject)
            && !subject.EndsWith(".wav", StringComparison.OrdinalIgnoreCase)
            && !subject.EndsWith(NetworkSource.Extension, StringComparison.OrdinalIgnoreCase);
    }

    private static int RunEvents(string subject, EventSource source, bool json, Terminal terminal)
    {
        var info = EventInfoText.Describe(subject, source, terminal);
        if (json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(info, ReportJson.Default.EventInfo));
        else
            EventInfoText.Print(info, terminal.Out);
        return ExitCode.Ok;
    }

    private static int Run(string subject, bool json, Terminal terminal)
    {
        if (subject.EndsWith(".wav", StringComparison.OrdinalIgnoreCase))
        {
            var audio = Describe(subject);
            terminal.Out.WriteLine(json ? JsonSerializer.Serialize(audio, ReportJson.Default.AudioInfo) : Text(audio));
            return ExitCode.Ok;
        }

        var source = NetworkSource.Open(subject);
        var info = NetworkInfo.Of(source.Model, source.FileBytes);
        if (json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(info, ReportJson.Default.NetworkInfo));
        else
            InfoText.Print(info, terminal.Out);
        return ExitCode.Ok;
    }

    private static AudioInfo Describe(string path)
    {
        using var reader = WavReader.Open(path);
        var buffer = new short[1 << 14];
        long frames = 0;
        for (int count; (count = reader.Read(buffer)) > 0;)
            frames += count;
        var format = reader.Format;
        return new AudioInfo(
            path, format.SampleRate, format.Channels, format.BitsPerSample, format.IsFloat,
            frames / (double)format.SampleRate, new FileInfo(path).Length);
    }

    private static string Text(AudioInfo audio) => string.Create(
        CultureInfo.InvariantCulture,
        $"{audio.File}: WAV, {audio.BitsPerSample}-bit {(audio.IsFloat ? "float" : "PCM")}, {audio.Channels} channel{(audio.Channels == 1 ? "" : "s")}, {audio.SampleRate} Hz, {audio.Seconds:0.000} s, {audio.FileBytes} bytes");
}
