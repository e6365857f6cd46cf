using CsCheck;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Tests.Allocation;

namespace EdgeSnn.Tests.Sensors;

/// <summary>What every encoder keeps. Inherit it and name a stream that makes it spike.</summary>
public abstract class EncoderContract<TSample> where TSample : unmanaged
{
    /// <summary>A stream of many ticks that makes the encoder spike.</summary>
    protected abstract TSample[] Stream { get; }

    /// <summary>True when a channel may spike several times in a tick.</summary>
    protected virtual bool Repeats => false;

    protected abstract IEncoder<TSample> Create();

    [Fact]
    public void Any_split_into_chunks_gives_the_same_spikes()
    {
        var whole = Raster(Create(), [Stream.Length]);
        Assert.NotEmpty(whole.SelectMany(tick => tick));
        Gen.Int[0, 700].Array[1, 8].Where(sizes => sizes.Any(size => size > 0))
            .Sample(sizes => Assert.Equal(whole, Raster(Create(), sizes)), iter: 30);
    }

    [Fact]
    public void Two_runs_give_the_same_spikes()
        => Assert.Equal(Raster(Create(), [100]), Raster(Create(), [100]));

    [Fact]
    public void Reset_is_as_good_as_new()
    {
        var encoder = Create();
        // Leaves a tick unfinished, too.
        encoder.Encode(Stream.AsSpan(0, Stream.Length / 3), new SpikeList(encoder.MostSpikesPerTick), out _);
        Raster(encoder, [77]);
        encoder.Reset();
        Assert.Equal(Raster(Create(), [100]), Raster(encoder, [100]));
    }

    [Fact]
    public void Spikes_are_ascending_and_within_the_channels()
    {
        var encoder = Create();
        foreach (var tick in Raster(encoder, [1_000]))
        {
            Assert.True(tick.Zip(tick.Skip(1)).All(pair => pair.First < pair.Second || (pair.First == pair.Second && Repeats)));
            Assert.True(tick.All(channel => channel >= 0 && channel < encoder.ChannelCount));
        }
    }

    [Fact]
    public void Encoding_allocates_nothing_after_warm_up()
    {
        var encoder = Create();
        var spikes = new SpikeList(encoder.MostSpikesPerTick);
        var sum = Run(encoder, spikes);
        var allocated = Allocated.Least(
            () =>
            {
                encoder.Reset();
                return encoder;
            },
            warm => sum = Run(warm, spikes));
        Assert.Equal(0, allocated);
        Assert.NotEqual(0, sum);
    }

    /// <summary>The spikes of every tick of the stream.</summary>
    protected List<int[]> Raster(IEncoder<TSample> encoder, int[] chunkSizes) => Raster(encoder, Stream, chunkSizes);

    protected static List<int[]> Raster(IEncoder<TSample> encoder, TSample[] stream, int[] chunkSizes)
    {
        var raster = new List<int[]>();
        var spikes = new SpikeList(encoder.MostSpikesPerTick);
        ReadOnlySpan<TSample> rest = stream;
        for (var turn = 0; !rest.IsEmpty; turn++)
        {
            var chunk = rest[..Math.Min(rest.Length, chunkSizes[turn % chunkSizes.Length])];
            rest = rest[chunk.Length..];
            while (!chunk.IsEmpty)
            {
                var consumed = encoder.Encode(chunk, spikes, out var complete);
                Assert.InRange(consumed, complete ? 0 : 1, chunk.Length);
                chunk = chunk[consumed..];
                if (complete)
                    raster.Add(spikes.Neurons.ToArray());
            }
        }

        return raster;
    }

    private long Run(IEncoder<TSample> encoder, SpikeList spikes)
    {
        long sum = 0;
        ReadOnlySpan<TSample> rest = Stream;
        while (!rest.IsEmpty)
        {
            rest = rest[encoder.Encode(rest, spikes, out var complete)..];
            if (complete)
                sum += spikes.Count;
        }

        return sum;
    }
}
