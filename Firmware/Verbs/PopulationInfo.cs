using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>A population, as <c>edgesnn info</c> shows it.</summary>
public sealed record PopulationInfo(string Name, string Kind, int Size, int FractionBits)
{
    /// <summary>Height, width and channels of its grid; empty without one.</summary>
    public required int[] Shape { get; init; }

    /// <summary>What a spike does; null for populations that never fire.</summary>
    public required string? Reset { get; init; }

    public required int MaxSpikesPerTick { get; init; }

    public required int RefractoryTicks { get; init; }

    /// <summary>True when its potentials have a lowest value.</summary>
    public required bool HasFloor { get; init; }

    /// <summary>Describes a population.</summary>
    public static PopulationInfo Of(PopulationModel population) => new(population.Name, $"{population.Kind}", population.Size, population.FractionBits)
    {
        Shape = population.Shape,
        Reset = population.Threshold.Length == 0 ? null : $"{population.Reset}",
        MaxSpikesPerTick = population.MaxSpikesPerTick,
        RefractoryTicks = population.RefractoryTicks,
        HasFloor = population.Floor.Length > 0,
    };
}
