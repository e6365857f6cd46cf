using EdgeSnn.Models.Import;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>What a command line says about how a NIR file is to be read; what is null is left to the profile.</summary>
internal sealed record ProfileChoice
{
    public string? From { get; init; }
    public double? Dt { get; init; }
    public double? TimeUnitSeconds { get; init; }
    public int? TickMicroseconds { get; init; }
    public Integrator? Integrator { get; init; }
    public ImportedReset? Reset { get; init; }
    public int? SpikeDelay { get; init; }
    public Integrator? SynapseIntegrator { get; init; }
    public int? SynapseDelay { get; init; }
    public RecurrentBias? RecurrentBias { get; init; }
    public IntegratorGain? IntegratorGain { get; init; }
    public bool? IgnoresGains { get; init; }
    public int? WeightLevels { get; init; }
    public bool? Transposed { get; init; }
    public int? MaxSpikes { get; init; }
    public double? Floor { get; init; }
    public double? LeakyFloor { get; init; }
    public bool? FiresAtThreshold { get; init; }

    /// <summary>True when a guess is to be taken without asking.</summary>
    public bool AcceptsGuess { get; init; }

    /// <summary>True when the three settings that change every network are given, so that nothing important is guessed.</summary>
    public bool IsComplete => (Dt ?? TickMicroseconds) is not null && Integrator is not null && Reset is not null;

    /// <summary>True when any single setting is given.</summary>
    public bool HasSettings => this with { From = null, AcceptsGuess = false } != new ProfileChoice();

    /// <summary>The named profile, or null when none is named.</summary>
    /// <exception cref="UsageException">No such profile.</exception>
    public ImportProfile? Named()
        => From is null ? null
            : ImportProfiles.All.FirstOrDefault(profile => profile.Name == From)
                ?? throw new UsageException($"--from {From}: profiles are {string.Join(", ", ImportProfiles.All.Select(profile => profile.Name))}");

    /// <summary>A profile with the single settings of the command line.</summary>
    public ImportProfile Apply(ImportProfile profile)
    {
        var unit = TimeUnitSeconds ?? profile.TimeUnitSeconds;
        var countsSteps = unit == 0;
        return profile with
        {
            Name = HasSettings ? $"{profile.Name}, changed" : profile.Name,
            TimeUnitSeconds = unit,
            Dt = Dt ?? (TickMicroseconds is { } tick && !countsSteps ? tick * 1e-6 / unit : Rescale(profile, unit)),
            StepMicroseconds = countsSteps && TickMicroseconds is { } step ? step : profile.StepMicroseconds,
            Integrator = Integrator ?? profile.Integrator,
            Reset = Reset ?? profile.Reset,
            MaxSpikesPerTick = MaxSpikes ?? profile.MaxSpikesPerTick,
            SpikeDelayTicks = SpikeDelay ?? profile.SpikeDelayTicks,
            // One integrator given stands for membranes and synapses, unless synapses are named too.
            SynapseIntegrator = SynapseIntegrator ?? (Integrator is null ? profile.SynapseIntegrator : null),
            SynapseDelayTicks = SynapseDelay ?? profile.SynapseDelayTicks,
            RecurrentBias = RecurrentBias ?? profile.RecurrentBias,
            IntegratorGain = IntegratorGain ?? profile.IntegratorGain,
            IgnoresGains = IgnoresGains ?? profile.IgnoresGains,
            WeightLevels = WeightLevels ?? profile.WeightLevels,
            Transposed = Transposed ?? profile.Transposed,
            IntegratorFloor = Floor ?? profile.IntegratorFloor,
            LeakyFloor = LeakyFloor ?? profile.LeakyFloor,
            FiresAtThreshold = FiresAtThreshold ?? profile.FiresAtThreshold,
        };
    }

    // The tick stays what it was when only the unit changes; a file in steps has one step per tick.
    private static double Rescale(ImportProfile profile, double unit)
    {
        if (unit == profile.TimeUnitSeconds)
            return profile.Dt;
        if (unit == 0)
            return 1;
        var seconds = profile.TimeUnitSeconds == 0 ? profile.StepMicroseconds * 1e-6 : profile.Dt * profile.TimeUnitSeconds;
        return seconds / unit;
    }
}
