using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware;

/// <summary>A decision on its way from the network thread to the output thread.</summary>
/// <param name="Decision">The decoder's decision.</param>
/// <param name="StreamMicroseconds">End of the deciding tick [microseconds since the first sample].</param>
/// <param name="ArrivalTimestamp">When the deciding tick's last sample arrived, on the device's clock.</param>
public readonly record struct PendingDecision(Decision Decision, long StreamMicroseconds, long ArrivalTimestamp);
