namespace EdgeSnn.Firmware.Verbs.Bench;

/// <summary>What a stage costs.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="MicrosecondsP50">Time that half of the ticks did not exceed [microseconds].</param>
/// <param name="MicrosecondsP99">Time that 99 of 100 ticks did not exceed [microseconds].</param>
/// <param name="MicrosecondsMax">Longest tick [microseconds].</param>
/// <param name="CpuMillisecondsPerSecond">Processor time per second of input [milliseconds].</param>
internal sealed record StageCost(
    string Stage, double MicrosecondsP50, double MicrosecondsP99, double MicrosecondsMax, double CpuMillisecondsPerSecond);
