using System.CommandLine;
using System.Text;
using System.Text.Json;
using EdgeSnn.Models.Format;
using EdgeSnn.Models.Quantize;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary><c>edgesnn import</c>: a NIR file becomes a network for the device.</summary>
internal static class ImportVerb
{
    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        A NIR file does not say how long a tick is, how time constants become decays or what a spike does to its neuron: the
        framework it comes from does. Name it with --from, or give the single options; docs/importing.md has a section for
        each framework. Without --from the profile is guessed from the file, and nothing is written (exit code 2) while
        another likely profile would behave differently, until --accept-guess is given.

        Examples:
          edgesnn import model.nir --from snntorch
          edgesnn import cnn.nir --from sinabs --weights int8 --calibrate recordings/ --report cnn.html
          edgesnn import model.nir --from norse --dt 1e-4 -o model.esnn --labels yes,no
        """;

    public static Command Create(Terminal terminal)
    {
        var line = new ImportCommandLine();
        var command = new Command("import", "Makes a network for the device from a NIR file") { line.Source };
        foreach (var option in line.Options)
            command.Add(option);
        command.SetAction(parsed => Run(line.Read(parsed), terminal));
        return command;
    }

    private static int Run(ImportSettings settings, Terminal terminal)
    {
        var imported = Busy.With(terminal, "reading", () => ImportedNetwork.Open(settings.Source, settings.Profile, settings.Import));
        var result = imported.Result;
        var calibration = Busy.With(terminal, "reading recordings", () => CalibrationSet.Read(settings.Quantize.Calibrate, result, settings.Order));
        var title = calibration.Count == 0 ? "quantizing" : $"quantizing, {calibration.Count} recordings";
        var quantized = Busy.With(terminal, title, () => Quantizer.Quantize(result.Model, settings.Quantize.With(calibration)));
        var fidelity = quantized.Report with { Origin = $"{Path.GetFileName(settings.Source)}, read as {ImportText.Describe(result.Profile)}" };

        var target = settings.Output ?? Path.ChangeExtension(settings.Source, ".esnn");
        var isWritten = !imported.IsGuessed && !settings.IsDryRun;
        using var file = new MemoryStream();
        ModelWriter.Write(quantized.Model, file);
        if (isWritten)
            WholeFile.Write(target, stream => file.WriteTo(stream));
        if (settings.Report is { } report)
            WholeFile.Write(report, stream => stream.Write(Encoding.UTF8.GetBytes(Text(fidelity, report))));

        var summary = new ImportReport
        {
            Source = settings.Source,
            Output = isWritten ? target : null,
            NeedsConfirmation = imported.IsGuessed,
            Profile = result.Profile,
            Remarks = result.Remarks,
            Network = NetworkInfo.Of(quantized.Model, file.Length),
            Nodes = result.Populations,
            Quantization = fidelity,
        };
        if (settings.Json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(summary, ImportJson.Default.ImportReport));
        else
            ImportText.Print(summary, terminal.Out);
        if (imported.IsGuessed)
            throw new UsageException($"{settings.Source}: the profile is a guess ({result.Profile.Name}); name one with --from, or give --accept-guess");
        return ExitCode.Ok;
    }

    private static string Text(QuantizationReport report, string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".json" => report.ToJson(),
        ".html" => report.ToHtml(),
        _ => report.ToText(),
    };
}
