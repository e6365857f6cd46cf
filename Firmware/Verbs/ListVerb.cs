using System.CommandLine;
using System.Text.Json;

namespace EdgeSnn.Firmware.Verbs;

/// <summary><c>edgesnn list</c>: the catalogs.</summary>
internal static class ListVerb
{
    private const string Description = "Lists every sensor, encoder, neuron model, decoder, output and bundled network.";

    public static Command Create(Terminal terminal)
    {
        var json = Options.Json("Print the lists as JSON");
        var markdown = new Option<bool>("--markdown") { Description = "Print the tables of the README" };
        var devices = new Option<bool>("--devices") { Description = "List microphones, GPIO chips and video devices of this machine instead" };
        var command = new Command("list", Description) { json, markdown, devices };
        command.SetAction(parsed => parsed.GetValue(devices)
            ? RunDevices(parsed.GetValue(json), parsed.GetValue(markdown), terminal.Out)
            : Run(parsed.GetValue(json), parsed.GetValue(markdown), terminal.Out));
        return command;
    }

    /// <summary>The tables of the README, between its markers.</summary>
    public static string Markdown(PartList parts)
    {
        var lines = new List<string>();
        foreach (var (title, entries) in parts.Sections())
        {
            lines.Add($"| {title} | |");
            lines.Add("|---|---|");
            // A bar would end the cell.
            lines.AddRange(entries.Select(part => $"| `{part.Name.Replace("|", "\\|", StringComparison.Ordinal)}` | {part.Description} |"));
            lines.Add("");
        }

        return string.Join('\n', lines);
    }

    private static int Run(bool json, bool markdown, TextWriter writer)
    {
        if (json && markdown)
            throw new UsageException("--json and --markdown exclude each other");
        var parts = PartList.Read();
        if (json)
            writer.WriteLine(JsonSerializer.Serialize(parts, ReportJson.Default.PartList));
        else if (markdown)
            writer.Write(Markdown(parts));
        else
            Print(parts, writer);
        return ExitCode.Ok;
    }

    private static int RunDevices(bool json, bool markdown, TextWriter writer)
    {
        if (markdown)
            throw new UsageException("--markdown and --devices exclude each other");
        var devices = DeviceList.Read();
        if (json)
            writer.WriteLine(JsonSerializer.Serialize(devices, ReportJson.Default.DeviceList));
        else
            devices.Print(writer);
        return ExitCode.Ok;
    }

    private static void Print(PartList parts, TextWriter writer)
    {
        var width = parts.Sections().SelectMany(section => section.Parts).Max(part => part.Name.Length) + 2;
        foreach (var (title, entries) in parts.Sections())
        {
            writer.WriteLine(title);
            foreach (var part in entries)
                writer.WriteLine($"  {part.Name.PadRight(width)}{part.Description}");
            writer.WriteLine();
        }
    }
}
