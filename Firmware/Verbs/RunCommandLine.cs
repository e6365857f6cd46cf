using System.CommandLine;
using System.Globalization;
using EdgeSnn.Firmware.Configuration;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>The options of <c>edgesnn run</c>.</summary>
internal sealed class RunCommandLine
{
    private const int UsualFifoPriority = 50;
    private const int UsualNoGcMegabytes = 4;

    private readonly Option<string> _model = Verbs.Options.Model();

    private readonly Option<string?> _audio = new("--audio", "-a")
    {
        Description = "A WAV file, a microphone (see below), or - for standard input: a WAV file, or raw signed 16-bit little-endian mono samples",
        HelpName = "FILE|-|SOURCE",
    };

    private readonly Option<int?> _rate = new("--rate") { Description = "Rate of raw samples [Hz] (default: the network's)", HelpName = "HZ" };

    private readonly Option<string?> _events = new("--events", "-e")
    {
        Description = "A recording of an event camera, - for standard input, or a live source (see below)", HelpName = "FILE|-|SOURCE",
    };

    private readonly Option<string?> _format = new("--format")
    {
        Description = "Format of the events (default: told by content)", HelpName = "NAME",
    };

    private readonly Option<string[]> _filters = EventOptions.Filters();

    private readonly Option<double?> _threshold = new("--threshold")
    {
        Description = "Confidence at which a decision fires, 0.01 to 0.99 (default: the network's own; 'eval --stream' prints what others give)",
        HelpName = "P",
    };

    private readonly Option<bool> _realTime = new("--realtime")
    {
        Description = "Play at the pace of the recording; what the network cannot follow is dropped and counted",
    };

    private readonly Option<int?> _repeat = new("--repeat") { Description = "Play a WAV file so often, without a gap", HelpName = "N" };
    private readonly Option<string?> _trigger = new("--trigger")
    {
        Description = $"Pass decisions on only for a while (2 s) after an edge on this line: {EdgeTrigger.Syntax}", HelpName = "LINE",
    };

    private readonly Option<string[]> _outputs = new("--out", "-o") { Description = "Where decisions go; may be given several times", HelpName = "OUTPUT" };
    private readonly Option<bool> _json = Verbs.Options.Json("The same as --out jsonl:-");

    private readonly Option<string?> _config = new("--config", "-c")
    {
        Description = "A file with these options ('edgesnn config init' prints one); the command line overrides it", HelpName = "FILE",
    };

    private readonly Option<int?> _catchUp = new("--catch-up")
    {
        Description = "Ticks the network may be behind in real time; older samples are dropped and counted (default: half a second)", HelpName = "TICKS",
    };

    private readonly Option<int?> _threads = new("--threads")
    {
        Description = "Threads of the network, 1 to 64; only large populations are divided ('bench --threads N' says whether it pays; default: 1)", HelpName = "N",
    };

    private readonly Option<int?> _fifo = new("--fifo")
    {
        Description = $"Run sensor and network under SCHED_FIFO at this priority (default {UsualFifoPriority}; Linux)", HelpName = "PRIORITY", Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _lockMemory = new("--lock-memory") { Description = "Keep the program's memory from being paged out (Linux)" };
    private readonly Option<int?> _cpu = new("--cpu") { Description = "Run sensor and network on this processor (Linux)", HelpName = "N" };

    private readonly Option<int?> _noGc = new("--no-gc")
    {
        Description = $"Allocate so much without a garbage collection (default {UsualNoGcMegabytes} MB)", HelpName = "MB", Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _metrics = new("--metrics")
    {
        Description = "Serve counters at http://HOST:PORT/metrics in Prometheus text form, as 127.0.0.1:9464", HelpName = "HOST:PORT",
    };

    private readonly Option<bool> _watch = new("--watch") { Description = "Take a new network over when the model's file is replaced" };
    private readonly Option<string?> _report = new("--report") { Description = "Write what the run was like into a file, as JSON", HelpName = "FILE" };

    /// <summary>In the order of the help.</summary>
    public IReadOnlyList<Option> Options =>
    [
        _config, _model, _audio, _rate, _events, _format, _filters, _threshold, _realTime, _repeat, _trigger, _outputs, _json,
        _catchUp, _threads, _fifo, _lockMemory, _cpu, _noGc, _metrics, _watch, _report,
    ];

    /// <summary>The configuration file of a command line, or null.</summary>
    public string? ConfigurationOf(ParseResult parsed) => parsed.GetValue(_config);

    /// <summary>What a command line asks for, over its configuration file, which is read anew at each call.</summary>
    /// <exception cref="UsageException">Options that do not go together, or a value out of range.</exception>
    /// <exception cref="BadFileException">The configuration file is none.</exception>
    public RunOptions Read(ParseResult parsed)
    {
        var given = Given(parsed);
        CheckRanges(given);
        if (ConfigurationOf(parsed) is not { } file)
            return RunOptions.From(given);
        var below = ConfigurationFile.Read(file);
        try
        {
            return RunOptions.From(given.Over(below));
        }
        catch (UsageException error)
        {
            throw new UsageException($"{file}: {error.Message}");
        }
    }

    private RunSettings Given(ParseResult parsed) => new()
    {
        Model = IsGiven(parsed, _model) ? parsed.GetValue(_model) : null,
        Audio = parsed.GetValue(_audio),
        Rate = parsed.GetValue(_rate),
        Events = parsed.GetValue(_events),
        Format = parsed.GetValue(_format),
        Filters = IsGiven(parsed, _filters) ? parsed.GetValue(_filters) : null,
        Threshold = parsed.GetValue(_threshold),
        RealTime = IsGiven(parsed, _realTime) ? parsed.GetValue(_realTime) : null,
        Repeat = parsed.GetValue(_repeat),
        Trigger = parsed.GetValue(_trigger),
        Outputs = Addresses(parsed.GetValue(_outputs) ?? [], parsed.GetValue(_json)),
        CatchUp = parsed.GetValue(_catchUp),
        Threads = parsed.GetValue(_threads),
        Fifo = ValueOr(parsed, _fifo, UsualFifoPriority),
        LockMemory = IsGiven(parsed, _lockMemory) ? parsed.GetValue(_lockMemory) : null,
        Cpu = parsed.GetValue(_cpu),
        NoGc = ValueOr(parsed, _noGc, UsualNoGcMegabytes),
        Metrics = parsed.GetValue(_metrics),
        Watch = IsGiven(parsed, _watch) ? parsed.GetValue(_watch) : null,
        Report = parsed.GetValue(_report),
    };

    private static void CheckRanges(RunSettings settings)
    {
        foreach (var key in SettingKeys.All)
        {
            var number = key.Get(settings) switch { int whole => whole, double real => real, _ => (double?)null };
            if (number < key.Minimum || number > key.Maximum)
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{key.Option} {number}: expected {key.Expected}"));
        }
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static int? ValueOr(ParseResult parsed, Option<int?> option, int usual)
        => IsGiven(parsed, option) ? parsed.GetValue(option) ?? usual : null;

    private static string[]? Addresses(string[] given, bool json)
    {
        if (json && !given.Contains("jsonl:-"))
            given = [.. given, "jsonl:-"];
        return given.Length > 0 ? given : null;
    }
}
