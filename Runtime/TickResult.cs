using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Runtime;

/// <summary>What one call of <see cref="Pipeline{TSample}.Advance"/> led to.</summary>
/// <param name="TickComplete">A tick ended with the last consumed sample and was stepped through to the decoder.</param>
/// <param name="Fired">A decision fell in that tick.</param>
/// <param name="Decision">The decision, when <paramref name="Fired"/>.</param>
public readonly record struct TickResult(bool TickComplete, bool Fired, Decision Decision);
