namespace EdgeSnn.Firmware.Outputs;

/// <summary>What every stream server needs to know.</summary>
/// <param name="Model">Name of the network, carried in each message.</param>
/// <param name="QueueBytes">Bytes kept for a client that does not read; beyond them its messages are lost.</param>
public readonly record struct StreamServerOptions(string Model, int QueueBytes = 1 << 16);
