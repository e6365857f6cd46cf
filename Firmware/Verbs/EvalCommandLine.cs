using System.CommandLine;
using EdgeSnn.Firmware.Evaluation;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>The options of <c>edgesnn eval</c>.</summary>
internal sealed class EvalCommandLine
{
    private static readonly string[] DefaultRatios = ["20", "10", "clean"];

    private readonly Option<string> _model = Verbs.Options.Model();
    private readonly Option<string> _data = new("--data", "-d") { Description = "Folder of labelled clips", HelpName = "DIR", Required = true };
    private readonly Option<bool> _json = Verbs.Options.Json("Print the report as JSON");
    private readonly Option<string?> _select = new("--select") { Description = "Take only files whose name fits", HelpName = "GLOB" };
    private readonly Option<string?> _exclude = new("--exclude") { Description = "Leave out files whose name fits", HelpName = "GLOB" };
    private readonly Option<int?> _limit = new("--limit") { Description = "Take at most N clips per label", HelpName = "N" };

    private readonly Option<int?> _least = new("--least")
    {
        Description = "Follow shorter clips by silence until they last this long [ms] (default: 1000 for audio, 0 for events)", HelpName = "MS",
    };

    private readonly Option<string?> _format = new("--format")
    {
        Description = "Format of recordings of events (default: told by content)", HelpName = "NAME",
    };

    private readonly Option<string[]> _filters = EventOptions.Filters();
    private readonly Option<int?> _threads = new("--threads") { Description = "Threads, each with a network and clips of its own (default: one per processor)", HelpName = "N" };
    private readonly Option<bool> _skipBad = new("--skip-bad") { Description = "Exit with 0 in spite of unreadable clips" };
    private readonly Option<bool> _noReference = new("--no-reference") { Description = "Leave out the comparison with double precision" };
    private readonly Option<bool> _stream = new("--stream") { Description = "Score one continuous stream instead of single clips" };

    private readonly Option<string?> _background = new("--background")
    {
        Description = "With --stream: folder of background recordings (default: DIR/../../background)", HelpName = "DIR",
    };

    private readonly Option<string[]> _snr = new("--snr")
    {
        Description = "With --stream: speech-to-noise ratio [dB] or 'clean'; may be given several times (default: 20, 10 and clean)",
        HelpName = "dB|clean",
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "With --stream: of the order and distances of clips", HelpName = "N", DefaultValueFactory = _ => 1,
    };

    private readonly Option<double?> _minutes = new("--minutes")
    {
        Description = "With --stream: length of the stream, clips being repeated or left out (default: each clip once)", HelpName = "M",
    };

    private readonly Option<string?> _plot = new("--plot") { Description = "With --stream: draw the operating curve", HelpName = "FILE.svg" };

    /// <summary>In the order of the help.</summary>
    public IReadOnlyList<Option> Options =>
    [
        _model, _data, _json, _select, _exclude, _limit, _least, _format, _filters, _threads, _skipBad, _noReference,
        _stream, _background, _snr, _seed, _minutes, _plot,
    ];

    /// <summary>What a command line asks for.</summary>
    public EvalOptions Read(ParseResult parsed) => new()
    {
        Model = parsed.GetValue(_model)!,
        Data = parsed.GetValue(_data)!,
        Filter = new ClipFilter(parsed.GetValue(_select), parsed.GetValue(_exclude), parsed.GetValue(_limit) ?? int.MaxValue),
        LeastMilliseconds = parsed.GetValue(_least),
        Format = parsed.GetValue(_format),
        EventFilters = EventOptions.ParseFilters(parsed.GetValue(_filters)),
        Threads = parsed.GetValue(_threads) ?? Environment.ProcessorCount,
        Json = parsed.GetValue(_json),
        SkipsBadClips = parsed.GetValue(_skipBad),
        SkipsReference = parsed.GetValue(_noReference),
        IsStream = parsed.GetValue(_stream),
        Background = parsed.GetValue(_background),
        Ratios = parsed.GetValue(_snr) is { Length: > 0 } given ? given : DefaultRatios,
        Seed = parsed.GetValue(_seed),
        Minutes = parsed.GetValue(_minutes),
        Plot = parsed.GetValue(_plot),
    };
}
