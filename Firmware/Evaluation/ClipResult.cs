namespace EdgeSnn.Firmware.Evaluation;

/// <summary>What a network made of one clip, from its reset state.</summary>
/// <param name="Verdict">Class it was taken for.</param>
/// <param name="ReferenceVerdict">Class the double-precision reference took it for, or -1 when it was not asked.</param>
/// <param name="Seconds">Length [seconds].</param>
/// <param name="Spikes">Spikes of all populations but the input.</param>
/// <param name="InputSpikes">Spikes of the encoder.</param>
/// <param name="SynapticEvents">Spikes times the synapses of non-zero weight they reached.</param>
/// <param name="Nanoseconds">Processor time from samples to verdict [ns].</param>
public readonly record struct ClipResult(
    int Verdict, int ReferenceVerdict, double Seconds, long Spikes, long InputSpikes, long SynapticEvents, long Nanoseconds);
