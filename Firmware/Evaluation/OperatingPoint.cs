namespace EdgeSnn.Firmware.Evaluation;

/// <summary>What a trigger threshold costs and buys. Rates are null where there is nothing to measure them on.</summary>
/// <param name="Threshold">Smoothed confidence at which a decision fires, 0 .. 1.</param>
/// <param name="IsShipped">True for the network's own threshold.</param>
/// <param name="MissRate">Share of command clips without a decision for their label.</param>
/// <param name="WrongRate">Share of command clips with a decision for another label.</param>
/// <param name="AcceptedRate">Share of unknown clips with a decision.</param>
/// <param name="FalseAlarmsPerHour">Decisions per hour of background alone.</param>
public sealed record OperatingPoint(
    double Threshold, bool IsShipped, double? MissRate, double? WrongRate, double? AcceptedRate, double? FalseAlarmsPerHour);
