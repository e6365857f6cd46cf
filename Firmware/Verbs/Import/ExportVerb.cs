using System.CommandLine;
using System.Text.Json;
using EdgeSnn.Models.Import.Export;
using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary><c>edgesnn export</c>: a network as a NIR file for other frameworks.</summary>
internal static class ExportVerb
{
    private const string Extension = ".nir";

    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        Writes the exact values of the network: time constants for a tick of --dt, gains that cancel it (as snnTorch writes them),
        weights times scale. The line that imports the file again is printed and kept in its metadata.

        Examples:
          edgesnn export keywords -o keywords.nir
          edgesnn export model.esnn -o model.nir --dt 1e-4      as snnTorch reads it
        """;

    public static Command Create(Terminal terminal)
    {
        var source = new Argument<string>("NETWORK") { Description = $"A bundled network, or an {NetworkSource.Extension} file" };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write (default: NETWORK with .nir, unless that is there already)", HelpName = "FILE.nir" };
        var dt = new Option<double?>("--dt") { Description = "Length of a tick in the file [s] (default: the network's tick)", HelpName = "DT" };
        var loss = new Option<bool>("--allow-loss") { Description = "Leave out what NIR cannot say even where spikes then differ" };
        var json = Verbs.Options.Json("Print the result as JSON");
        var command = new Command("export", "Writes a network as a NIR file") { source, output, dt, loss, json };
        command.SetAction(parsed =>
        {
            var options = new ExportOptions { Dt = Step(parsed.GetValue(dt)), AllowLoss = parsed.GetValue(loss) };
            return Run(parsed.GetValue(source)!, parsed.GetValue(output), options, parsed.GetValue(json), terminal);
        });
        return command;
    }

    private static double Step(double? dt) => dt switch
    {
        null => 0,
        > 0 and < double.PositiveInfinity => dt.Value,
        _ => throw new UsageException($"--dt {dt}: more than 0"),
    };

    private static int Run(string source, string? output, ExportOptions options, bool json, Terminal terminal)
    {
        var model = NetworkSource.Open(source).Model;
        NirExport export;
        var target = output ?? Beside(source);
        using var file = new MemoryStream();
        try
        {
            export = NirExporter.Export(ReferenceModel.From(model), options);
            NirWriter.Write(export.Graph, file);
        }
        catch (ModelFormatException error)
        {
            throw new BadFileException($"{source}: {OneLine.Of(error)}", error);
        }
        WholeFile.Write(target, stream => file.WriteTo(stream));
        var report = new ExportReport
        {
            Network = model.Name,
            Output = target,
            FileBytes = file.Length,
            Nodes = export.Graph.Nodes.Count,
            Edges = export.Graph.Edges.Count,
            Notes = export.Notes,
            ImportArguments = export.ImportArguments,
        };
        if (json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(report, ImportJson.Default.ExportReport));
        else
            Print(report, terminal.Out);
        return ExitCode.Ok;
    }

    // Beside a file, or here under the name of a bundled network. What is there may be the file that was trained.
    private static string Beside(string source)
    {
        var target = Path.ChangeExtension(source, Extension);
        return !File.Exists(target) ? target
            : throw new UsageException($"{target}: is there already; name the file to write with --output, which replaces it");
    }

    private static void Print(ExportReport report, TextWriter writer)
    {
        foreach (var note in report.Notes)
            writer.WriteLine($"note         {OneLine.Of(note)}");
        writer.WriteLine($"wrote        {report.Output} ({report.FileBytes} bytes, {report.Nodes} nodes, {report.Edges} edges)");
        writer.WriteLine($"import with  edgesnn import {Quoted(report.Output)} {string.Join(' ', report.ImportArguments.Select(Quoted))}");
    }

    // As a shell takes it.
    private static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,@+".Contains(c, StringComparison.Ordinal))
            ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
