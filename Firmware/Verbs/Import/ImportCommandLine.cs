using System.CommandLine;
using System.Globalization;
using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Check;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>The options of <c>edgesnn import</c>.</summary>
internal sealed class ImportCommandLine
{
    private static readonly string[] ReportExtensions = [".txt", ".json", ".html"];

    private readonly Argument<string> _source = new("FILE.nir") { Description = "A network in the Neuromorphic Intermediate Representation" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write (default: the source's name with .esnn)", HelpName = "FILE.esnn" };
    private readonly ProfileOptions _profile = new();
    private readonly QuantizeOptions _quantize = new();
    private readonly Option<string?> _order = OrderOption("--order");
    private readonly Option<string?> _labels = new("--labels") { Description = "Class labels, one per output: a,b,c or @FILE with one per line", HelpName = "LIST|@FILE" };
    private readonly Option<string?> _name = new("--name") { Description = "Name of the network (default: the file's)", HelpName = "NAME" };
    private readonly Option<string?> _description = new("--description") { Description = "Free text about origin and licence", HelpName = "TEXT" };

    private readonly Option<string?> _encoder = new("--encoder")
    {
        Description = "Encoder that will feed it, with its parameters, such as spikes or event-grid:width=34,height=34 "
            + "(default: event-grid for an input of 1 or 2 channels on a grid, else spikes)",
        HelpName = "NAME[:KEY=N,...]",
    };

    private readonly Option<int> _inputSpikes = new("--input-spikes")
    {
        Description = "Most spikes of one input channel in one tick, 1 to 255", HelpName = "N", DefaultValueFactory = _ => 1,
    };

    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write the fidelity report as text, JSON or a page with plots; wants --calibrate", HelpName = "FILE.txt|.json|.html",
    };

    private readonly Option<bool> _json = Verbs.Options.Json("Print the result as JSON");
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Write no network" };

    /// <summary>The file to import.</summary>
    public Argument<string> Source => _source;

    /// <summary>In the order of the help.</summary>
    public IEnumerable<Option> Options =>
    [
        _output, .. _profile.All, .. _quantize.All, _order, _labels, _name, _description, _encoder, _inputSpikes, _report,
        _json, _dryRun,
    ];

    /// <summary>The option that says which dimension of a tensor is what.</summary>
    public static Option<string?> OrderOption(string name) => Words.Option(
        name, "Order of a tensor's dimensions, t ticks, n samples, c channels (default: told from the sizes)",
        ["tc", "tnc", "ntc", "nct", "ct"]);

    /// <summary>What a command line asks for.</summary>
    /// <exception cref="UsageException">A value is out of its range.</exception>
    public ImportSettings Read(ParseResult parsed)
    {
        var source = parsed.GetValue(_source)!;
        var inputSpikes = parsed.GetValue(_inputSpikes);
        if (inputSpikes is < 1 or > 255)
            throw new UsageException($"--input-spikes {inputSpikes}: 1 to 255");
        return new()
        {
            Source = source,
            Output = parsed.GetValue(_output),
            Profile = _profile.Read(parsed),
            Quantize = _quantize.Read(parsed),
            Order = Words.Read<TensorOrder>(parsed.GetValue(_order)) ?? TensorOrder.Guess,
            Import = new ImportOptions
            {
                Name = parsed.GetValue(_name) ?? Path.GetFileNameWithoutExtension(source),
                Labels = Labels(parsed.GetValue(_labels)),
                Encoder = Encoder(parsed.GetValue(_encoder)),
                MaxInputSpikesPerTick = inputSpikes,
                Description = parsed.GetValue(_description) ?? "",
            },
            Report = Report(parsed.GetValue(_report)),
            Json = parsed.GetValue(_json),
            IsDryRun = parsed.GetValue(_dryRun),
        };
    }

    private static string? Report(string? path)
        => path is null || ReportExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) ? path
            : throw new UsageException($"--report {path}: a file that ends in {string.Join(", ", ReportExtensions)}");

    private static string[] Labels(string? given)
    {
        if (given is null)
            return [];
        if (!given.StartsWith('@'))
            return given.Split(',', StringSplitOptions.TrimEntries);
        return TensorFile.Read(given[1..], stream =>
        {
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        });
    }

    private static EncoderModel? Encoder(string? given)
    {
        if (given is null)
            return null;
        var parts = given.Split(':', 2);
        var pairs = parts.Length == 1 ? [] : parts[1].Split(',');
        return new() { Name = parts[0], Parameters = [.. pairs.Select(pair => Parameter(given, pair))] };
    }

    private static NamedInteger Parameter(string given, string pair)
    {
        var sides = pair.Split('=');
        return sides.Length == 2 && int.TryParse(sides[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? new(sides[0].Trim(), value)
            : throw new UsageException($"--encoder {given}: '{pair}' is not KEY=INTEGER");
    }
}
