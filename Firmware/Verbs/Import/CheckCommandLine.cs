using System.CommandLine;
using EdgeSnn.Models.Import.Check;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>The options of <c>edgesnn check</c>.</summary>
internal sealed class CheckCommandLine
{
    private readonly Argument<string> _model = new("MODEL") { Description = "A .nir file, an .esnn file or a bundled network" };

    private readonly Option<string> _input = new("--input", "-i")
    {
        Description = "Input spikes or counts, ticks first: .npy, .npz (FILE#ARRAY) or .csv with a row per tick", HelpName = "FILE", Required = true,
    };

    private readonly Option<int?> _inputColumn = new("--input-column") { Description = "Take this column of the input alone, from 0", HelpName = "N" };
    private readonly Option<string?> _order = ImportCommandLine.OrderOption("--order");
    private readonly Option<string?> _expect = new("--expect", "-e") { Description = "Spikes recorded elsewhere, also as packed bits (numpy.packbits)", HelpName = "FILE" };
    private readonly Option<int?> _expectColumn = new("--expect-column") { Description = "Take this column of the recording alone, from 0", HelpName = "N" };
    private readonly Option<string?> _expectOrder = ImportCommandLine.OrderOption("--expect-order");

    private readonly Option<string?> _population = new("--population", "-p")
    {
        Description = "Population or NIR node to compare (default: the output, or the one whose size fits the recording)", HelpName = "NAME|PATH",
    };

    private readonly Option<bool> _double = new("--double") { Description = "Run in double precision (the default for .nir)" };
    private readonly Option<bool> _fixed = new("--fixed") { Description = "Run in fixed point, as the device does (the default for .esnn, and with --weights)" };
    private readonly Option<int?> _late = new("--late") { Description = "Ticks by which the recording is later than the network (default: the profile's)", HelpName = "N" };
    private readonly Option<int?> _sample = new("--sample") { Description = "Run this sample alone, from 0", HelpName = "K" };
    private readonly Option<int?> _ticks = new("--ticks") { Description = "Run and compare the first ticks alone", HelpName = "N" };

    private readonly Option<long> _allow = new("--allow")
    {
        Description = "Differing spikes that still count as equal", HelpName = "N", DefaultValueFactory = _ => 0,
    };

    private readonly Option<string?> _save = new("--save") { Description = "Write the population's spikes, in the order of its NIR node", HelpName = "FILE.npy" };
    private readonly Option<bool> _json = Verbs.Options.Json("Print the result as JSON");
    private readonly ProfileOptions _profile = new();
    private readonly QuantizeOptions _quantize = new();

    /// <summary>The network to check.</summary>
    public Argument<string> Model => _model;

    /// <summary>In the order of the help.</summary>
    public IEnumerable<Option> Options =>
    [
        _input, _expect, _population, _double, _fixed, _late, _sample, _ticks, _allow, _order, _expectOrder, _inputColumn,
        _expectColumn, _save, _json, .. _profile.All, .. _quantize.All,
    ];

    /// <summary>What a command line asks for.</summary>
    /// <exception cref="UsageException">Values exclude each other or are out of range.</exception>
    public CheckSettings Read(ParseResult parsed)
    {
        var quantize = _quantize.Read(parsed);
        var settings = new CheckSettings
        {
            Model = parsed.GetValue(_model)!,
            Input = parsed.GetValue(_input)!,
            InputColumn = parsed.GetValue(_inputColumn),
            Order = Order(parsed.GetValue(_order)),
            Expect = parsed.GetValue(_expect),
            ExpectColumn = parsed.GetValue(_expectColumn),
            ExpectOrder = Order(parsed.GetValue(_expectOrder)),
            Population = parsed.GetValue(_population),
            IsFixed = parsed.GetValue(_fixed) || quantize.IsGiven ? true : parsed.GetValue(_double) ? false : null,
            Late = parsed.GetValue(_late),
            Sample = parsed.GetValue(_sample),
            Ticks = parsed.GetValue(_ticks),
            Allow = parsed.GetValue(_allow),
            Save = parsed.GetValue(_save),
            Profile = _profile.Read(parsed),
            Quantize = quantize,
            Json = parsed.GetValue(_json),
        };
        if (parsed.GetValue(_double) && settings.IsFixed == true)
            throw new UsageException("--double excludes --fixed and the options of quantization");
        Check(settings);
        return settings;
    }

    private static void Check(CheckSettings settings)
    {
        if (settings.Expect is null && (settings.ExpectColumn is not null || settings.Late is not null || settings.ExpectOrder != TensorOrder.Guess))
            throw new UsageException("--expect-column, --expect-order and --late need --expect");
        if (settings.InputColumn < 0 || settings.ExpectColumn < 0)
            throw new UsageException("--input-column and --expect-column: at least 0");
        if (settings.Sample < 0)
            throw new UsageException($"--sample {settings.Sample}: at least 0");
        if (settings.Ticks < 1)
            throw new UsageException($"--ticks {settings.Ticks}: at least 1");
        if (settings.Allow < 0)
            throw new UsageException($"--allow {settings.Allow}: at least 0");
        if (settings.Late is < -1000 or > 1000)
            throw new UsageException($"--late {settings.Late}: -1000 to 1000 ticks");
    }

    private static TensorOrder Order(string? word) => Words.Read<TensorOrder>(word) ?? TensorOrder.Guess;
}
