using EdgeSnn.Models;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Sensors.Encoders;
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
        if (model.Encoder.Name == EventGridOptions.EncoderName)
        {
            AssertAllocatesNothing(model, EdgeSnn.Sensors.Catalog.CreateEventEncoder(model.Encoder), GoldenStimulus.Events(model).Samples);
            return;
        }

        var rate = model.Encoder.Parameters.First(parameter => parameter.Name == "sample-rate").Value;
        AssertAllocatesNothing(model, EdgeSnn.Sensors.Catalog.CreateAudioEncoder(model.Encoder), SyntheticSound.Samples(rate, 10 * rate));
    }

    private static void AssertAllocatesNothing<TSample>(NetworkModel model, IEncoder<TSample> encoder, TSample[] samples)
        where TSample : unmanaged
    {
        var pipeline = new Pipeline<TSample>(encoder, new Network(model), EdgeSnn.Runtime.Catalog.CreateDecoder(model));
        var warmUp = Run<TSample>(pipeline, samples);
        var measured = 0L;
        var allocated = Allocated.Least(
            () =>
            {
                pipeline.Reset();
                return pipeline;
            },
            fresh => measured = Run<TSample>(fresh, samples));
        Assert.Equal(0, allocated);
        Assert.Equal(warmUp, measured);
    }

    // What happened, as one number: a loop whose result is used cannot be optimized away.
    private static long Run<TSample>(Pipeline<TSample> pipeline, ReadOnlySpan<TSample> samples)
        where TSample : unmanaged
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
