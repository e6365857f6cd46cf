using EdgeSnn.Firmware.Configuration;
using EdgeSnn.Firmware.RealTime;
using EdgeSnn.Sensors.Events.Filters;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What <c>edgesnn run</c> was asked for.</summary>
internal sealed record RunOptions
{
    private const int MostOutputs = 32;

    /// <summary>Bundled network or file.</summary>
    public required string Model { get; init; }

    /// <summary>WAV file, <c>-</c> or null.</summary>
    public required string? Audio { get; init; }

    /// <summary>Rate of raw samples, or null [Hz].</summary>
    public required int? Rate { get; init; }

    /// <summary>Recording of events, <c>-</c> or null.</summary>
    public required string? Events { get; init; }

    /// <summary>Format of the events, or null to tell it by content.</summary>
    public required string? Format { get; init; }

    /// <summary>Filters of the events.</summary>
    public required IReadOnlyList<EventFilterRequest> Filters { get; init; }

    /// <summary>Confidence at which the trigger fires instead of the network's own, 0 .. 1, or null.</summary>
    public required double? Threshold { get; init; }

    /// <summary>Play at the pace of the recording.</summary>
    public required bool IsRealTime { get; init; }

    /// <summary>How often a WAV file is played.</summary>
    public required int Repeat { get; init; }

    /// <summary>Line whose edges let decisions through, or null.</summary>
    public required string? Trigger { get; init; }

    /// <summary>Addresses of outputs.</summary>
    public required string[] Outputs { get; init; }

    /// <summary>Ticks the network may be behind in real time, or null for half a second [ticks].</summary>
    public required int? CatchUpTicks { get; init; }

    /// <summary>Threads of the network.</summary>
    public required int Threads { get; init; }

    /// <summary>What is asked of the operating system.</summary>
    public required RealTimeOptions RealTime { get; init; }

    /// <summary>Address of the metrics endpoint, or null.</summary>
    public required string? Metrics { get; init; }

    /// <summary>Take a new network when the model's file is replaced.</summary>
    public required bool Watches { get; init; }

    /// <summary>File for the report, or null.</summary>
    public required string? Report { get; init; }

    /// <summary>What settings ask for.</summary>
    /// <exception cref="UsageException">Settings that do not go together, or a value out of range.</exception>
    public static RunOptions From(RunSettings settings)
    {
        var options = new RunOptions
        {
            Model = settings.Model ?? "keywords",
            Audio = settings.Audio,
            Rate = settings.Rate,
            Events = settings.Events,
            Format = settings.Format,
            Filters = EventOptions.ParseFilters(settings.Filters?.ToArray()),
            Threshold = settings.Threshold,
            IsRealTime = settings.RealTime ?? false,
            Repeat = settings.Repeat ?? 1,
            Trigger = settings.Trigger is "" ? null : settings.Trigger,
            Outputs = settings.Outputs is { Count: > 0 } outputs ? [.. outputs] : ["console"],
            CatchUpTicks = settings.CatchUp,
            Threads = settings.Threads ?? 1,
            RealTime = new RealTimeOptions
            {
                FifoPriority = settings.Fifo ?? 0,
                LocksMemory = settings.LockMemory ?? false,
                Cpu = settings.Cpu ?? -1,
                NoGcMegabytes = settings.NoGc ?? 0,
            },
            Metrics = settings.Metrics is "" ? null : settings.Metrics,
            Watches = settings.Watch ?? false,
            Report = settings.Report is "" ? null : settings.Report,
        };
        options.Check();
        return options;
    }

    /// <summary>Keys in which other options differ that a running program cannot change.</summary>
    public IEnumerable<string> FixedDifferences(RunOptions other)
    {
        var isSameSource = Audio == other.Audio && Events == other.Events && Rate == other.Rate && Format == other.Format
            && Repeat == other.Repeat && Filters.SequenceEqual(other.Filters);
        if (!isSameSource)
            yield return "the source of samples";
        // A live source makes it true by itself.
        if (IsRealTime && !other.IsRealTime)
            yield return "realtime";
        if (CatchUpTicks != other.CatchUpTicks)
            yield return "catchUp";
        if (Threads != other.Threads)
            yield return "threads";
        if (RealTime != other.RealTime)
            yield return "fifo, lockMemory, cpu, noGc";
        if (Trigger != other.Trigger)
            yield return "trigger";
        if (Metrics != other.Metrics)
            yield return "metrics";
        if (Report != other.Report)
            yield return "report";
    }

    private void Check()
    {
        if ((Audio is null) == (Events is null))
            throw new UsageException("give one of --audio FILE|- and --events FILE|-; see 'edgesnn run --help'");
        if (Rate is not null && Audio != "-")
            throw new UsageException("--rate: a WAV file states its own rate; it is for raw samples on standard input (--audio -)");
        if (Events is null && (Format is not null || Filters.Count > 0))
            throw new UsageException("--format and --filter need --events");
        if (Repeat > 1 && (Audio is null or "-" || AudioInput.IsLive(Audio)))
            throw new UsageException("--repeat: only a WAV file can be played again");
        if (Trigger is not null)
            EdgeTrigger.Check(Trigger);
        if (Outputs.Length > MostOutputs)
            throw new UsageException($"{Outputs.Length} outputs; at most {MostOutputs}");
    }
}
