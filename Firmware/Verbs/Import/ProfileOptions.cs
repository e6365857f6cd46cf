using System.CommandLine;
using EdgeSnn.Models.Import;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>The options that say how a NIR file is to be read.</summary>
internal sealed class ProfileOptions
{
    private readonly Option<string?> _from = new("--from", "-f")
    {
        Description = "Framework the file comes from: " + string.Join(", ", ImportProfiles.All.Select(profile => profile.Name)),
        HelpName = "PROFILE",
    };

    private readonly Option<bool> _accept = new("--accept-guess", "--yes", "-y")
    {
        Description = "Without --from: take the profile guessed from the file even where another likely one behaves differently",
    };

    private readonly Option<double?> _dt = new("--dt") { Description = "Length of a tick in the file's unit of time", HelpName = "DT" };
    private readonly Option<string?> _unit = Words.Option("--time-unit", "The file's unit of time", ["s", "ms", "steps"]);
    private readonly Option<int?> _tick = new("--tick-us") { Description = "Length of a tick [microseconds]", HelpName = "N" };

    private readonly Option<string?> _integrator = Words.Option(
        "--integrator", "How time constants become decays", ["euler", "exponential", "exponential-unnormalized"]);

    private readonly Option<string?> _synapse = Words.Option(
        "--synapse-integrator", "How time constants of synaptic currents become decays, where not like those of membranes",
        ["euler", "exponential", "exponential-unnormalized"]);

    private readonly Option<int?> _synapseDelay = new("--synapse-delay")
    {
        Description = "Ticks by which spikes and biases reach a synaptic current late [ticks]", HelpName = "N",
    };

    private readonly Option<string?> _reset = Words.Option("--reset", "What a spike does", ["value", "subtract", "late-subtract"]);

    private readonly Option<int?> _delay = new("--spike-delay")
    {
        Description = "Ticks by which a spike leaves its neuron late [ticks]", HelpName = "N",
    };

    private readonly Option<string?> _bias = Words.Option(
        "--recurrent-bias", "When the bias of a recurrent connection acts first", ["first-tick", "second-tick", "never"]);

    private readonly Option<string?> _gain = Words.Option("--if-gain", "How r of IF and I enters", ["per-tick", "times-dt", "guess"]);
    private readonly Option<bool?> _ignoreGains = new("--ignore-gains") { Description = "Take r and w_in as 1 after integration" };
    private readonly Option<int?> _levels = new("--weight-levels")
    {
        Description = "Cut weights into a population to multiples of its largest / N, 0 for not, 1 to 32767", HelpName = "N",
    };

    private readonly Option<bool?> _transposed = new("--transposed") { Description = "Weights are stored (in, out)" };

    private readonly Option<int?> _maxSpikes = new("--max-spikes")
    {
        Description = "Most spikes of a neuron in one tick, 1 to 255", HelpName = "N",
    };

    private readonly Option<double?> _floor = new("--floor")
    {
        Description = "Lowest potential of integrate-and-fire neurons in thresholds, such as -1", HelpName = "X",
    };

    private readonly Option<double?> _leakyFloor = new("--leaky-floor")
    {
        Description = "Lowest potential of LIF and CubaLIF neurons in thresholds, such as 0", HelpName = "X",
    };

    private readonly Option<bool?> _atThreshold = new("--fire-at-threshold")
    {
        Description = "A neuron fires at its threshold, not only above it",
    };

    /// <summary>In the order of the help.</summary>
    public IReadOnlyList<Option> All =>
    [
        _from, _accept, _dt, _unit, _tick, _integrator, _synapse, _synapseDelay, _reset, _delay, _bias, _gain, _ignoreGains,
        _levels, _transposed, _maxSpikes, _floor, _leakyFloor, _atThreshold,
    ];

    /// <summary>What a command line says.</summary>
    /// <exception cref="UsageException">A value is out of its range.</exception>
    public ProfileChoice Read(ParseResult parsed)
    {
        var choice = new ProfileChoice
        {
            From = parsed.GetValue(_from),
            AcceptsGuess = parsed.GetValue(_accept),
            Dt = parsed.GetValue(_dt),
            TimeUnitSeconds = parsed.GetValue(_unit) switch { null => null, "ms" => 1e-3, "steps" => 0, _ => 1 },
            TickMicroseconds = parsed.GetValue(_tick),
            Integrator = Words.Read<Integrator>(parsed.GetValue(_integrator)),
            Reset = parsed.GetValue(_reset) is "value" ? ImportedReset.ToValue : Words.Read<ImportedReset>(parsed.GetValue(_reset)),
            SpikeDelay = parsed.GetValue(_delay),
            SynapseIntegrator = Words.Read<Integrator>(parsed.GetValue(_synapse)),
            SynapseDelay = parsed.GetValue(_synapseDelay),
            RecurrentBias = Words.Read<RecurrentBias>(parsed.GetValue(_bias)),
            IntegratorGain = Words.Read<IntegratorGain>(parsed.GetValue(_gain)),
            IgnoresGains = parsed.GetValue(_ignoreGains),
            WeightLevels = parsed.GetValue(_levels),
            Transposed = parsed.GetValue(_transposed),
            MaxSpikes = parsed.GetValue(_maxSpikes),
            Floor = parsed.GetValue(_floor),
            LeakyFloor = parsed.GetValue(_leakyFloor),
            FiresAtThreshold = parsed.GetValue(_atThreshold),
        };
        Check(choice);
        return choice;
    }

    private static void Check(ProfileChoice choice)
    {
        if (choice.Dt is { } dt && !(dt > 0 && double.IsFinite(dt)))
            throw new UsageException($"--dt {dt}: more than 0");
        if (choice.TickMicroseconds is < 1 or > 10_000_000)
            throw new UsageException($"--tick-us {choice.TickMicroseconds}: 1 to 10000000");
        if (choice is { Dt: not null, TickMicroseconds: not null, TimeUnitSeconds: not 0 })
            throw new UsageException("--dt and --tick-us say the same; --tick-us beside --dt needs --time-unit steps");
        if (choice.SpikeDelay is < 0 or > 16)
            throw new UsageException($"--spike-delay {choice.SpikeDelay}: 0 to 16 ticks");
        if (choice.SynapseDelay is < 0 or > 16)
            throw new UsageException($"--synapse-delay {choice.SynapseDelay}: 0 to 16 ticks");
        if (choice.WeightLevels is < 0 or > 32767)
            throw new UsageException($"--weight-levels {choice.WeightLevels}: 0 to 32767");
        if (choice.MaxSpikes is < 1 or > 255)
            throw new UsageException($"--max-spikes {choice.MaxSpikes}: 1 to 255");
        if (choice.Floor is { } floor && !(floor <= 0 && double.IsFinite(floor)))
            throw new UsageException($"--floor {floor}: at most 0");
        if (choice.LeakyFloor is { } leaky && !(leaky <= 0 && double.IsFinite(leaky)))
            throw new UsageException($"--leaky-floor {leaky}: at most 0");
    }
}
