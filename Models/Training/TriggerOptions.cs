namespace EdgeSnn.Training;

/// <summary>When the shipped network's decoder reports a decision in a stream.</summary>
/// <param name="SmoothingTicks">Mean over the confidences before the trigger [ticks].</param>
/// <param name="Threshold">Confidence that fires; Q0.15. It arms again at half of it.</param>
/// <param name="RefractoryTicks">Shortest time between two decisions [ticks].</param>
public sealed record TriggerOptions(int SmoothingTicks = 16, int Threshold = 29491, int RefractoryTicks = 60);
