using System.Numerics;

namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>One parameter of a filter.</summary>
/// <param name="Name">Its name, with its unit where it has one.</param>
/// <param name="Least">Smallest value.</param>
/// <param name="Most">Largest value.</param>
/// <param name="Default">Its value when none is given, or null: it has to be given. Only later ones may be left out.</param>
public sealed record EventFilterParameter(string Name, int Least, int Most, int? Default = null)
{
    /// <summary>True when only powers of two are taken.</summary>
    public bool IsPowerOfTwo { get; init; }

    /// <summary>What values are taken, in words.</summary>
    public string Range => IsPowerOfTwo ? $"a power of two from {Least} to {Most}" : $"{Least} to {Most}";

    /// <summary>True for a value that is taken.</summary>
    public bool Takes(int value) => value >= Least && value <= Most && (!IsPowerOfTwo || BitOperations.IsPow2(value));
}
