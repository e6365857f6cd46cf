using EdgeSnn.Models;
using EdgeSnn.Runtime;
using EdgeSnn.Tests.Golden;

namespace EdgeSnn.Tests.Allocation;

public sealed class WholePathAllocationTests
{
    public static TheoryData<string> Networks() => [.. BundledNetworks.Names];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_bundled_network_goes_from_samples_to_decisions_without_allocating(string name)
    {
        var model = BundledNetworks.Read(name);
        var rate = model.Encoder.Parameters.First(parameter => parameter.Name == "sample-rate").Value;
        var samples = GoldenStimulus.Synthetic(rate);
        var encoder = EdgeSnn.Sensors.Catalog.CreateAudioEncoder(model.Encoder);
        var pipeline = new Pipeline<short>(encoder, new Network(model), EdgeSnn.Runtime.Catalog.CreateDecoder(model));
        var warmUp = Run(pipeline, samples);
        pipeline.Reset();
        GC.Collect();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var measured = Run(pipeline, samples);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(warmUp, measured);
    }

    // What happened, as one number: a loop whose result is used cannot be optimized away.
    private static long Run(Pipeline<short> pipeline, ReadOnlySpan<short> samples)
    {
        var checksum = 0L;
        while (samples.Length > 0)
        {
            var chunk = samples[..Math.Min(samples.Length, 100)];
            samples = samples[pipeline.Advance(chunk, out var result)..];
            if (result.TickComplete) checksum++;
            if (result.Fired) checksum = checksum * 31 + result.Decision.Class + result.Decision.Confidence;
        }

        return checksum;
    }
}
