using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Runtime;

public sealed class SampleRingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-4)]
    [InlineData(int.MinValue)]
    public void A_capacity_that_is_no_power_of_two_is_refused(int capacity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleRing<short>(capacity));

    [Fact]
    public void Samples_come_out_in_order_across_the_wrap()
    {
        var ring = new SampleRing<int>(8);
        var random = new Random(1);
        int written = 0, read = 0;
        var buffer = new int[16];
        while (read < 10_000)
        {
            var block = Enumerable.Range(written, random.Next(0, 9 - ring.Count)).ToArray();
            Assert.Equal(block.Length, ring.Write(block));
            written += block.Length;
            Assert.Equal(written - read, ring.Count);
            var count = ring.Read(buffer.AsSpan(0, random.Next(0, 16)));
            for (var index = 0; index < count; index++) Assert.Equal(read++, buffer[index]);
        }

        Assert.Equal(0, ring.Dropped);
    }

    [Fact]
    public void A_full_ring_keeps_the_oldest_samples_and_counts_what_it_drops()
    {
        var ring = new SampleRing<int>(4);
        Assert.Equal(3, ring.Write([1, 2, 3]));
        Assert.Equal(1, ring.Write([4, 5, 6]));
        Assert.Equal(2, ring.Dropped);
        var read = new int[8];
        Assert.Equal(4, ring.Read(read));
        Assert.Equal([1, 2, 3, 4], read[..4]);
        Assert.Equal(0, ring.Read(read));
    }

    [Fact]
    public void Two_threads_pass_every_sample_once_and_in_order()
    {
        const int total = 2_000_000;
        var ring = new SampleRing<int>(64);
        var producer = new Thread(() =>
        {
            var block = new int[50];
            for (var next = 0; next < total;)
            {
                var count = Math.Min(Math.Min(block.Length, ring.Capacity - ring.Count), total - next);
                if (count == 0) Thread.Yield();
                for (var index = 0; index < count; index++) block[index] = next + index;
                next += ring.Write(block.AsSpan(0, count));
            }
        });
        producer.Start();
        var (expected, inOrder) = (0, true);
        var buffer = new int[37];
        while (expected < total)
        {
            var count = ring.Read(buffer);
            if (count == 0) Thread.Yield();
            for (var index = 0; index < count; index++) inOrder &= buffer[index] == expected++;
        }

        producer.Join();
        Assert.True(inOrder);
        Assert.Equal(0, ring.Dropped);
    }
}
