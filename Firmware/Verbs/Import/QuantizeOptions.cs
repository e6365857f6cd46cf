using System.CommandLine;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>The options that say what fixed point may cost.</summary>
internal sealed class QuantizeOptions
{
    private readonly Option<string?> _weights = Words.Option("--weights", "Bits of a weight (default: int16)", ["int4", "int8", "int16"]);
    private readonly Option<bool> _perTensor = new("--per-tensor") { Description = "One scale for all weights into a population" };
    private readonly Option<bool> _perChannel = new("--per-channel") { Description = "One scale per neuron or channel (the default)" };
    private readonly Option<double?> _prune = new("--prune")
    {
        Description = "Share of each projection's weights, the smallest, that becomes 0 first, 0 to 1", HelpName = "SHARE",
    };

    private readonly Option<string[]> _calibrate = new("--calibrate")
    {
        Description = "Input spikes (.npy, .npz, .csv), recordings of an event camera, or folders of them, that set the range of potentials and on which fixed point "
            + "is compared with double precision; may be given several times",
        HelpName = "DIR|FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>In the order of the help.</summary>
    public IReadOnlyList<Option> All => [_weights, _perTensor, _perChannel, _prune, _calibrate];

    /// <summary>What a command line says.</summary>
    /// <exception cref="UsageException">A value is out of its range.</exception>
    public QuantizeChoice Read(ParseResult parsed)
    {
        if (parsed.GetValue(_perTensor) && parsed.GetValue(_perChannel))
            throw new UsageException("--per-tensor and --per-channel exclude each other");
        var prune = parsed.GetValue(_prune);
        if (prune is not (null or >= 0 and < 1))
            throw new UsageException($"--prune {prune}: at least 0, less than 1");
        return new()
        {
            WeightBits = parsed.GetValue(_weights) switch { "int4" => 4, "int8" => 8, _ => 16 },
            PerChannel = !parsed.GetValue(_perTensor),
            Prune = prune ?? 0,
            Calibrate = parsed.GetValue(_calibrate) ?? [],
            IsGiven = All.Any(option => parsed.GetResult(option) is { Implicit: false }),
        };
    }
}
