using EdgeSnn.Models.Import.Check;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>What <c>edgesnn check</c> was asked for.</summary>
internal sealed record CheckSettings
{
    public required string Model { get; init; }
    public required string Input { get; init; }
    public required int? InputColumn { get; init; }
    public required TensorOrder Order { get; init; }

    /// <summary>The recording to compare with, or null.</summary>
    public required string? Expect { get; init; }

    public required int? ExpectColumn { get; init; }
    public required TensorOrder ExpectOrder { get; init; }

    /// <summary>Name or path of the population to compare; null takes the output, or the one that fits.</summary>
    public required string? Population { get; init; }

    /// <summary>True in fixed point, false in double precision, null for what the file is.</summary>
    public required bool? IsFixed { get; init; }

    /// <summary>Ticks by which the recording is late; null takes the profile's [ticks].</summary>
    public required int? Late { get; init; }

    /// <summary>The only sample to run, or null for all.</summary>
    public required int? Sample { get; init; }

    /// <summary>The first ticks to run, or null for all [ticks].</summary>
    public required int? Ticks { get; init; }

    /// <summary>Differing spikes that still count as equal.</summary>
    public required long Allow { get; init; }

    /// <summary>Where the spikes go, or null.</summary>
    public required string? Save { get; init; }

    public required ProfileChoice Profile { get; init; }
    public required QuantizeChoice Quantize { get; init; }
    public required bool Json { get; init; }
}
