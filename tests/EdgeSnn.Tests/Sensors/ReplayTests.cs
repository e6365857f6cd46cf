using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Tests.Allocation;

namespace EdgeSnn.Tests.Sensors;

public class ReplayTests
{
    private readonly ManualTime _time = new();
    private readonly short[] _buffer = new short[100_000];

    [Fact]
    public void Samples_are_due_at_the_end_of_their_period()
    {
        using var replay = Open(100, 1_000);
        Assert.Equal(SensorStatus.Waiting, replay.Read(_buffer, out _));
        _time.Advance(TimeSpan.FromMilliseconds(0.9999));
        Assert.Equal(SensorStatus.Waiting, replay.Read(_buffer, out _));
        _time.Advance(TimeSpan.FromMilliseconds(0.0001));
        Assert.Equal(SensorStatus.Data, replay.Read(_buffer, out var count));
        Assert.Equal(1, count);
    }

    [Fact]
    public void Clock_starts_at_the_first_read()
    {
        using var replay = Open(100, 1_000);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(SensorStatus.Waiting, replay.Read(_buffer, out var count));
        Assert.Equal(0, count);
    }

    [Fact]
    public void Late_reads_catch_up_in_order()
    {
        using var replay = Open(100, 1_000);
        replay.Read(_buffer, out _);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        replay.Read(_buffer.AsSpan(0, 20), out var first);
        replay.Read(_buffer.AsSpan(20, 20), out var second);
        Assert.Equal((20, 10), (first, second));
        Assert.Equal(Enumerable.Range(1, 30), _buffer[..30].Select(s => (int)s));
        Assert.Equal(SensorStatus.Waiting, replay.Read(_buffer, out _));
    }

    [Fact]
    public void Schedule_does_not_drift_over_odd_steps()
    {
        using var replay = Open(60_000, 16_000);
        replay.Read(_buffer, out _);
        var total = 0;
        // 3 s in steps that are no whole number of samples.
        for (var step = 0; step < 30_000; step++)
        {
            _time.Advance(TimeSpan.FromMicroseconds(100));
            replay.Read(_buffer, out var count);
            total += count;
            Assert.Equal((step + 1) * 16_000L / 10_000, total);
        }

        Assert.Equal(48_000, total);
    }

    [Fact]
    public void End_comes_after_the_last_sample_and_stays()
    {
        using var replay = Open(10, 1_000);
        replay.Read(_buffer, out _);
        _time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(SensorStatus.Data, replay.Read(_buffer, out var count));
        Assert.Equal(10, count);
        Assert.Equal(SensorStatus.EndOfStream, replay.Read(_buffer, out _));
        Assert.Equal(SensorStatus.EndOfStream, replay.Read(_buffer, out _));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var total = 0;
        var allocated = Allocated.Least(
            () =>
            {
                var replay = Open(40_000, 16_000);
                replay.Read(_buffer, out _);
                total = 0;
                return replay;
            },
            replay =>
            {
                for (var step = 0; step < 100; step++)
                {
                    _time.Advance(TimeSpan.FromMilliseconds(10));
                    replay.Read(_buffer, out var count);
                    total += count;
                }
            });
        Assert.Equal(0, allocated);
        Assert.Equal(16_000, total);
    }

    // Samples 1, 2, 3, ...
    private Replay<short> Open(int length, int rate)
    {
        short[] samples = [.. Enumerable.Range(1, length).Select(i => (short)i)];
        var wav = WavFile.Of(1, rate, 16, false, WavReaderTests.Bytes(samples));
        return new Replay<short>(new WavSensor(new MemoryStream(wav), "test", rate), rate, _time);
    }
}
