using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Benchmarks;

/// <summary>What one run of the whole path measured; times are of one thread.</summary>
public sealed record PathResult
{
    public static JsonSerializerOptions Json { get; } = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public required string Network { get; init; }
    public string Runtime { get; } = RuntimeInformation.FrameworkDescription;
    public string Architecture { get; } = RuntimeInformation.ProcessArchitecture.ToString();
    public int VectorBits { get; } = Simd.VectorBits;
    public required double AudioSeconds { get; init; }
    public required double WholeCpuMillisecondsPerSecond { get; init; }
    public required double EncodeCpuMillisecondsPerSecond { get; init; }
    public required double DeliverMillisecondsPerSecond { get; init; }
    public required double UpdateMillisecondsPerSecond { get; init; }
    public required double DecodeCpuMillisecondsPerSecond { get; init; }
    public required double TickMicrosecondsP50 { get; init; }
    public required double TickMicrosecondsP99 { get; init; }
    public required double TickMicrosecondsMax { get; init; }
    public required double NanosecondsPerSynapticEvent { get; init; }
    public required double NanosecondsPerNeuronTick { get; init; }
    public required double SynapticEventsPerSecond { get; init; }
    public required double SpikesPerSecond { get; init; }
    public required long BytesAllocated { get; init; }
    public required long NetworkBytes { get; init; }

    public void Print(TextWriter output)
    {
        output.WriteLine($"{Network}: {NetworkBytes:N0} bytes; {Runtime}, {Architecture}, vectors of {VectorBits} bits; {AudioSeconds:F0} s of audio");
        output.WriteLine("per second of audio [ms]");
        output.WriteLine($"  whole path   {WholeCpuMillisecondsPerSecond,8:F3}  (CPU)");
        output.WriteLine($"  encode       {EncodeCpuMillisecondsPerSecond,8:F3}  (CPU, alone)");
        output.WriteLine($"  deliver      {DeliverMillisecondsPerSecond,8:F3}  (timestamps around the stage)");
        output.WriteLine($"  update       {UpdateMillisecondsPerSecond,8:F3}  (timestamps around the stage)");
        output.WriteLine($"  decode       {DecodeCpuMillisecondsPerSecond,8:F3}  (CPU, alone)");
        output.WriteLine($"tick [us]: p50 {TickMicrosecondsP50:F1}, p99 {TickMicrosecondsP99:F1}, max {TickMicrosecondsMax:F1}");
        output.WriteLine($"{NanosecondsPerSynapticEvent:F2} ns per synaptic event ({SynapticEventsPerSecond:N0}/s), {NanosecondsPerNeuronTick:F2} ns per neuron and tick, {SpikesPerSecond:N0} spikes/s");
        output.WriteLine($"{BytesAllocated} bytes allocated in all ticks after warm-up");
    }
}
