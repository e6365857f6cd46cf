using EdgeSnn.Models.Quantize;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>What a command line says about weights in fixed point.</summary>
internal sealed record QuantizeChoice
{
    /// <summary>Bits of a weight: 4, 8 or 16.</summary>
    public required int WeightBits { get; init; }

    public required bool PerChannel { get; init; }

    /// <summary>Share of each projection's weights that is set to zero first, 0 .. 1.</summary>
    public required double Prune { get; init; }

    /// <summary>Files and folders of input spikes.</summary>
    public required string[] Calibrate { get; init; }

    /// <summary>True when the command line names any of these.</summary>
    public required bool IsGiven { get; init; }

    /// <summary>The quantizer's options.</summary>
    public QuantizationOptions With(IReadOnlyList<SpikeRecording> calibration)
        => new() { WeightBits = WeightBits, PerChannel = PerChannel, PrunedShare = Prune, Calibration = calibration };
}
