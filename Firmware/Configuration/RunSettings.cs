namespace EdgeSnn.Firmware.Configuration;

/// <summary>What a file or a command line says about a run; null where it says nothing.</summary>
internal sealed record RunSettings
{
    /// <summary>Bundled network or file.</summary>
    public string? Model { get; init; }

    /// <summary>Source of audio.</summary>
    public string? Audio { get; init; }

    /// <summary>Rate of raw samples [Hz].</summary>
    public int? Rate { get; init; }

    /// <summary>Source of events.</summary>
    public string? Events { get; init; }

    /// <summary>Format of the events.</summary>
    public string? Format { get; init; }

    /// <summary>Filters of the events.</summary>
    public IReadOnlyList<string>? Filters { get; init; }

    /// <summary>Confidence at which a decision fires.</summary>
    public double? Threshold { get; init; }

    /// <summary>Play at the pace of the recording.</summary>
    public bool? RealTime { get; init; }

    /// <summary>How often a recording is played.</summary>
    public int? Repeat { get; init; }

    /// <summary>Line whose edges let decisions through, empty for none.</summary>
    public string? Trigger { get; init; }

    /// <summary>Addresses of outputs.</summary>
    public IReadOnlyList<string>? Outputs { get; init; }

    /// <summary>Ticks the network may be behind [ticks].</summary>
    public int? CatchUp { get; init; }

    /// <summary>Threads of the network.</summary>
    public int? Threads { get; init; }

    /// <summary>SCHED_FIFO priority, 0 for none.</summary>
    public int? Fifo { get; init; }

    /// <summary>Keep the program's memory in the machine's.</summary>
    public bool? LockMemory { get; init; }

    /// <summary>Processor of the real-time threads, -1 for any.</summary>
    public int? Cpu { get; init; }

    /// <summary>Memory to allocate without a garbage collection, 0 for none [MB].</summary>
    public int? NoGc { get; init; }

    /// <summary>Address of the metrics endpoint, empty for none.</summary>
    public string? Metrics { get; init; }

    /// <summary>Take a new network when the model's file is replaced.</summary>
    public bool? Watch { get; init; }

    /// <summary>File for the report of the run, empty for none.</summary>
    public string? Report { get; init; }

    /// <summary>These settings, and those below where these say nothing. One source of samples takes the place of the other.</summary>
    public RunSettings Over(RunSettings below)
    {
        var givesAudio = Audio is not null;
        var givesEvents = Events is not null;
        return new RunSettings
        {
            Model = Model ?? below.Model,
            Audio = Audio ?? (givesEvents ? null : below.Audio),
            Rate = Rate ?? (givesAudio || givesEvents ? null : below.Rate),
            Events = Events ?? (givesAudio ? null : below.Events),
            Format = Format ?? (givesAudio || givesEvents ? null : below.Format),
            Filters = Filters ?? (givesAudio ? null : below.Filters),
            Threshold = Threshold ?? below.Threshold,
            RealTime = RealTime ?? below.RealTime,
            Repeat = Repeat ?? below.Repeat,
            Trigger = Trigger ?? below.Trigger,
            Outputs = Outputs ?? below.Outputs,
            CatchUp = CatchUp ?? below.CatchUp,
            Threads = Threads ?? below.Threads,
            Fifo = Fifo ?? below.Fifo,
            LockMemory = LockMemory ?? below.LockMemory,
            Cpu = Cpu ?? below.Cpu,
            NoGc = NoGc ?? below.NoGc,
            Metrics = Metrics ?? below.Metrics,
            Watch = Watch ?? below.Watch,
            Report = Report ?? below.Report,
        };
    }
}
