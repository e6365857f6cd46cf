using System.CommandLine;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>The options of <c>edgesnn run</c>.</summary>
internal sealed class RunCommandLine
{
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

    private readonly Option<string[]> _outputs = new("--out", "-o") { Description = "Where decisions go; may be given several times", HelpName = "OUTPUT" };
    private readonly Option<bool> _json = Verbs.Options.Json("The same as --out jsonl:-");

    /// <summary>In the order of the help.</summary>
    public IReadOnlyList<Option> Options =>
        [_model, _audio, _rate, _events, _format, _filters, _threshold, _realTime, _outputs, _json];

    /// <summary>What a command line asks for.</summary>
    /// <exception cref="UsageException">Options that do not go together, or a value out of range.</exception>
    public RunOptions Read(ParseResult parsed)
    {
        var options = new RunOptions
        {
            Model = parsed.GetValue(_model)!,
            Audio = parsed.GetValue(_audio),
            Rate = parsed.GetValue(_rate),
            Events = parsed.GetValue(_events),
            Format = parsed.GetValue(_format),
            Filters = EventOptions.ParseFilters(parsed.GetValue(_filters)),
            Threshold = parsed.GetValue(_threshold),
            IsRealTime = parsed.GetValue(_realTime),
            Outputs = Addresses(parsed.GetValue(_outputs) ?? [], parsed.GetValue(_json)),
        };
        Check(options);
        return options;
    }

    private static void Check(RunOptions options)
    {
        if ((options.Audio is null) == (options.Events is null))
            throw new UsageException("give one of --audio FILE|- and --events FILE|-; see 'edgesnn run --help'");
        if (options.Rate is < 1 or > 768_000)
            throw new UsageException($"--rate {options.Rate}: 1 to 768000 Hz");
        if (options.Rate is not null && options.Audio != "-")
            throw new UsageException("--rate: a WAV file states its own rate; it is for raw samples on standard input (--audio -)");
        if (options.Events is null && (options.Format is not null || options.Filters.Count > 0))
            throw new UsageException("--format and --filter need --events");
        if (options.Threshold is not (null or >= 0.01 and <= 0.99))
            throw new UsageException($"--threshold {options.Threshold}: 0.01 to 0.99");
    }

    private static string[] Addresses(string[] given, bool json)
    {
        if (json && !given.Contains("jsonl:-"))
            given = [.. given, "jsonl:-"];
        return given.Length > 0 ? given : ["console"];
    }
}
