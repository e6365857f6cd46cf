namespace EdgeSnn.Models.Quantize;

/// <summary>The input spikes of one recording, tick by tick, on which a quantized network is compared with its reference.</summary>
/// <param name="Ticks">Per tick the ascending neurons of the input population that spike.</param>
/// <param name="Class">The class that the recording belongs to, or -1 when it is not known.</param>
public sealed record SpikeRecording(IReadOnlyList<int[]> Ticks, int Class = -1);
