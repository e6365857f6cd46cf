namespace EdgeSnn.Benchmarks.Results;

/// <summary>A job on one machine; times are processor times of one thread.</summary>
internal sealed record JobLine
{
    public required string Job { get; init; }
    public required string Gold { get; init; }
    public required double CpuSeconds { get; init; }
    public required double NanosecondsPerSynapticEvent { get; init; }
    public required double NanosecondsPerNeuronTick { get; init; }
    public required double TickMicrosecondsP50 { get; init; }
    public required double TickMicrosecondsP99 { get; init; }
    public required double TickMicrosecondsMax { get; init; }
    public required long BytesAllocated { get; init; }
    public required long NetworkBytes { get; init; }

    /// <summary>The same with no input, as a share of the job; null for a job that has none.</summary>
    public double? SilentShare { get; init; }

    /// <summary>A network ten times larger with the same activity, as a multiple of the job; null where none can be made.</summary>
    public double? LargerFactor { get; init; }

    /// <summary>C with 32-bit state, bit for bit the same result; null where it could not be built.</summary>
    public LimitLine? Limit32 { get; init; }

    /// <summary>C with 16-bit state, which rounds more coarsely.</summary>
    public LimitLine? Limit16 { get; init; }

    /// <summary>C with portable 128-bit vectors and 16-bit state, the best of its rounds.</summary>
    public LimitLine? Portable { get; init; }
}
