using System.CommandLine;
using System.Globalization;
using System.Text.Json;
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
        """;

    public static Command Create(Terminal terminal)
    {
        var subject = new Argument<string>("NAME|FILE") { Description = "A bundled network, an .esnn file or a .wav file" };
        var json = Options.Json("Print it as JSON");
        var command = new Command("info", "Shows what is in a network, with the exact memory it needs, or in a .wav file") { subject, json };
        command.SetAction(parsed => Run(parsed.GetValue(subject)!, parsed.GetValue(json), terminal));
        return command;
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
