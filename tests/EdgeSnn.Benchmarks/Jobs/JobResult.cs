using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using EdgeSnn.Firmware.Verbs.Bench;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Benchmarks.Jobs;

/// <summary>What a job measured; one thread. Deliver and update share the CPU time as they share the clock's.</summary>
public sealed record JobResult
{
    /// <summary>What <see cref="Gold"/> says of spikes that are bit for bit those of the gold.</summary>
    public const string GoldEqual = "equal";

    /// <summary>Against several threads; null when none were asked for.</summary>
    [JsonInclude]
    internal ThreadGain? Threads { get; init; }

    public required string Job { get; init; }
    public string Runtime { get; } = RuntimeInformation.FrameworkDescription;
    public string Architecture { get; } = RuntimeInformation.ProcessArchitecture.ToString();
    public int VectorBits { get; } = Simd.VectorBits;
    public required string Gold { get; init; }
    public required long DifferingSpikes { get; init; }
    public required long[] Spikes { get; init; }
    public required double CpuSeconds { get; init; }
    public required double NanosecondsPerSynapticEvent { get; init; }
    public required double NanosecondsPerNeuronTick { get; init; }
    public required double TickMicrosecondsP50 { get; init; }
    public required double TickMicrosecondsP99 { get; init; }
    public required double TickMicrosecondsMax { get; init; }
    public required long SynapticEvents { get; init; }
    public required long BytesAllocated { get; init; }
    public required long NetworkBytes { get; init; }
    public required long PeakBytes { get; init; }

    public void Print(TextWriter output)
    {
        output.WriteLine($"{Job}: {CpuSeconds:F5} CPU s; gold: {Gold}, spikes {string.Join('/', Spikes[1..])}; vectors of {VectorBits} bits, {Runtime}");
        output.WriteLine($"  {(SynapticEvents == 0 ? "no synaptic event" : $"{NanosecondsPerSynapticEvent:F3} ns per synaptic event ({SynapticEvents:N0})")}, {NanosecondsPerNeuronTick:F3} ns per neuron and tick");
        output.WriteLine($"  tick [us]: p50 {TickMicrosecondsP50:F2}, p99 {TickMicrosecondsP99:F2}, max {TickMicrosecondsMax:F1}; {BytesAllocated} bytes allocated, network {NetworkBytes:N0} bytes, process with its input and gold at most {PeakBytes:N0}");
        Threads?.Print(output);
    }
}
