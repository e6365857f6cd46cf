using CsCheck;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Runtime;

public sealed class PipelineTests
{
    [Fact]
    public void Any_split_of_the_samples_gives_the_same_decisions() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            var samples = new int[2000];
            for (var index = 0; index < samples.Length; index++) samples[index] = random.Next(-1, 3);
            var whole = Run(samples, () => samples.Length);
            Assert.NotEmpty(whole);
            Assert.Equal(whole, Run(samples, () => random.Next(0, 40)));
            Assert.Equal(whole, Run(samples, () => 1));
        },
        iter: 20);

    [Fact]
    public void A_chunk_is_consumed_up_to_the_end_of_its_tick_only()
    {
        var pipeline = Create();
        Assert.Equal(7, pipeline.Advance(new int[7], out var result));
        Assert.False(result.TickComplete);
        Assert.Equal(3, pipeline.Advance(new int[100], out result));
        Assert.True(result.TickComplete);
        Assert.Equal(0, pipeline.Advance([], out result));
        Assert.False(result.TickComplete);
    }

    [Fact]
    public void Reset_starts_over()
    {
        var samples = Enumerable.Repeat(1, 500).ToArray();
        var pipeline = Create();
        var first = Run(pipeline, samples, () => 33);
        pipeline.Reset();
        Assert.NotEmpty(first);
        Assert.Equal(first, Run(pipeline, samples, () => 33));
    }

    [Fact]
    public void An_encoder_of_another_size_is_refused()
    {
        var model = Model() with { };
        Assert.Throws<ArgumentException>(() => new Pipeline<int>(new LastSample(3), new Network(model), Catalog.CreateDecoder(model)));
    }

    private static List<Decision> Run(int[] samples, Func<int> chunk) => Run(Create(), samples, chunk);

    private static List<Decision> Run(Pipeline<int> pipeline, int[] samples, Func<int> chunk)
    {
        var decisions = new List<Decision>();
        for (var next = 0; next < samples.Length;)
        {
            next += pipeline.Advance(samples.AsSpan(next, Math.Min(chunk(), samples.Length - next)), out var result);
            if (result.Fired) decisions.Add(result.Decision);
        }

        return decisions;
    }

    private static Pipeline<int> Create()
    {
        var model = Model();
        return new Pipeline<int>(new LastSample(2), new Network(model), Catalog.CreateDecoder(model));
    }

    private static NetworkModel Model()
    {
        var model = RandomNetwork.Model(
            [
                new() { Name = "input", Size = 2, Kind = NeuronKind.Input },
                new() { Name = "output", Size = 2, Kind = NeuronKind.Lif, MembraneDecay = [Decay.FromRaw(30000)], Threshold = [Potential.FromRaw(20)] },
            ],
            [new() { Pre = 0, Post = 1, WeightBits = 8, Scale = [1], Storage = SynapseStorage.Dense, Weights = [12, 0, 0, 12] }]);
        return model with { Decoder = model.Decoder with { WindowTicks = 4, RefractoryTicks = 5 } };
    }

    /// <summary>Ten samples per tick; the last one says which channel spikes.</summary>
    private sealed class LastSample(int channels) : IEncoder<int>
    {
        private int _samples;

        public int ChannelCount => channels;

        public int SamplesPerTick => 10;

        public int Encode(ReadOnlySpan<int> samples, SpikeList spikes, out bool tickComplete)
        {
            var consumed = Math.Min(samples.Length, SamplesPerTick - _samples);
            _samples += consumed;
            tickComplete = _samples == SamplesPerTick;
            if (!tickComplete) return consumed;
            _samples = 0;
            spikes.Clear();
            var channel = samples[consumed - 1];
            if (channel >= 0 && channel < channels) spikes.Add(channel);
            return consumed;
        }

        public void Reset() => _samples = 0;
    }
}
