using CsCheck;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Tests.Allocation;

namespace EdgeSnn.Tests.Sensors;

/// <summary>What every audio sensor keeps. Inherit it and name the stream the sensor is to give.</summary>
public abstract class SensorContract
{
    protected abstract short[] Expected { get; }

    protected abstract ISensor<short> Open();

    [Fact]
    public void Any_size_of_read_gives_the_same_samples()
        => Gen.Int[1, 3_000].Array[1, 6].Sample(sizes => Assert.Equal(Expected, ReadAll(Open(), sizes)), iter: 20);

    [Fact]
    public void End_of_stream_stays_the_end()
    {
        using var sensor = Open();
        ReadAll(sensor, [1_000]);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(SensorStatus.EndOfStream, sensor.Read(new short[10], out var count));
            Assert.Equal(0, count);
        }
    }

    [Fact]
    public void Empty_destination_is_refused()
    {
        using var sensor = Open();
        Assert.Throws<ArgumentOutOfRangeException>(() => sensor.Read([], out _));
    }

    [Fact]
    public void Reading_allocates_nothing_after_warm_up()
    {
        var buffer = new short[160];
        long sum = 0;
        Drain(Open());
        var opened = new List<ISensor<short>>();
        var allocated = Allocated.Least(
            () =>
            {
                var sensor = Open();
                opened.Add(sensor);
                for (var warmUp = 0; warmUp < 3; warmUp++)
                    sensor.Read(buffer, out _);
                return sensor;
            },
            Drain);
        opened.ForEach(sensor => sensor.Dispose());
        Assert.Equal(0, allocated);
        Assert.NotEqual(0, sum);

        void Drain(ISensor<short> from)
        {
            while (from.Read(buffer, out var count) != SensorStatus.EndOfStream)
                sum += count;
        }
    }

    internal static short[] ReadAll(ISensor<short> sensor, int[] sizes)
    {
        var samples = new List<short>();
        for (var turn = 0; ; turn++)
        {
            var buffer = new short[sizes[turn % sizes.Length]];
            switch (sensor.Read(buffer, out var count))
            {
                case SensorStatus.Data:
                    Assert.InRange(count, 1, buffer.Length);
                    samples.AddRange(buffer[..count]);
                    break;
                case SensorStatus.Waiting:
                    Assert.Equal(0, count);
                    break;
                default:
                    Assert.Equal(0, count);
                    return [.. samples];
            }
        }
    }
}
