namespace EdgeSnn.Firmware.Verbs.Bench;

/// <summary>What a network costs on a machine; times of one thread.</summary>
internal sealed record BenchReport
{
    public required string Network { get; init; }
    public required string Processor { get; init; }
    public required string Architecture { get; init; }
    public required int VectorBits { get; init; }
    public required string Runtime { get; init; }
    public required string Input { get; init; }
    public required double InputSeconds { get; init; }
    public required int TickMicroseconds { get; init; }
    public required long Ticks { get; init; }

    /// <summary>Encoder, deliver, update and decoder.</summary>
    public required StageCost[] Stages { get; init; }

    /// <summary>From samples to decision.</summary>
    public required StageCost Whole { get; init; }

    /// <summary>What is measured as CPU time: <c>thread</c>, or <c>wall</c> where the system has no such clock.</summary>
    public required string Clock { get; init; }

    /// <summary>Seconds of input that one second of one core gets through.</summary>
    public required double RealTimeHeadroom { get; init; }

    public required double SpikesPerSecond { get; init; }
    public required double SynapticEventsPerSecond { get; init; }
    public required double NanosecondsPerSynapticEvent { get; init; }
    public required double NanosecondsPerNeuronTick { get; init; }
    /// <summary>What more threads bring; null when none were asked for.</summary>
    public required ThreadGain? Threads { get; init; }

    public required long BytesAllocated { get; init; }
    public required long NetworkBytes { get; init; }
    public required long ProcessBytes { get; init; }
}
