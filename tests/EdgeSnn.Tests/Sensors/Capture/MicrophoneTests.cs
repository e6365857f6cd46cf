using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Audio.Capture;

namespace EdgeSnn.Tests.Sensors.Capture;

public sealed class MicrophoneTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ScriptedCapture _device = new();

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Samples_come_through_in_order_whatever_the_size_of_a_read()
    {
        short[] expected = [.. Enumerable.Range(1, 1_000).Select(i => (short)i)];
        foreach (var size in new[] { 1, 7, 160, 3_000 })
        {
            var device = new ScriptedCapture().Give(expected[..400]).Nothing().Give(expected[400..]);
            using var microphone = new Microphone(device, 16_000, _time);
            Assert.Equal(expected, Read(microphone, size));
        }
    }

    [Fact]
    public void The_device_opens_at_once_and_records_from_the_first_read_on()
    {
        using var microphone = Open();
        Assert.Equal((16_000, true, false), (_device.RateWanted, _device.IsOpen, _device.IsRunning));
        microphone.Read(new short[4], out _);
        Assert.True(_device.IsRunning);
        microphone.Dispose();
        Assert.True(_device.IsDisposed);
    }

    [Fact]
    public void A_device_that_is_not_there_at_the_start_is_refused()
    {
        _device.FailingOpens = 1;
        Assert.Equal("no such device", Assert.Throws<IOException>(Open).Message);
        Assert.True(_device.IsDisposed);
    }

    [Theory]
    [InlineData(500, 1)]
    [InlineData(900_000, 1)]
    [InlineData(16_000, 0)]
    [InlineData(16_000, 33)]
    public void A_format_that_cannot_be_is_refused(int rate, int channels)
    {
        _device.Format = new(rate, channels, 160, 8_000);
        Assert.Contains($"{rate} Hz and {channels} channels", Assert.Throws<IOException>(Open).Message, StringComparison.Ordinal);
        Assert.False(_device.IsOpen);
    }

    [Fact]
    public void Channels_mix_to_one()
    {
        _device.Format = new(16_000, 2, 160, 8_000);
        _device.Give(10, 20, -30, -50, 32_767, 32_767);
        using var microphone = Open();
        Assert.Equal([15, -40, 32_767], Read(microphone, 8));
    }

    [Fact]
    public void Another_rate_is_resampled_as_a_recording_of_that_rate_is()
    {
        var tone = ResamplerTests.Tone(48_000, 440, 10_000, 9_600);
        _device.Format = new(48_000, 1, 480, 24_000);
        _device.Give(tone);
        using var microphone = Open();
        var heard = Read(microphone, 160);
        // The filter looks ahead: what it waits for has not come.
        Assert.InRange(heard.Length, 3_100, 3_200);
        Assert.Equal(ResamplerTests.Convert(tone, 48_000, 16_000)[..heard.Length], heard);
    }

    [Fact]
    public void An_overrun_is_counted_and_the_recording_goes_on()
    {
        _device.Give(1, 2).Overrun().Overrun().Give(3, 4);
        using var microphone = Open();
        Assert.Equal([1, 2, 3, 4], Read(microphone, 8));
        Assert.Equal((2, 2, 0, 1), (microphone.Overruns, _device.Recoveries, microphone.Losses, microphone.Connections));
    }

    [Fact]
    public void A_device_that_cannot_recover_is_opened_again()
    {
        _device.Give(1).Overrun().Give(2);
        _device.FailsToRecover = true;
        using var microphone = Open();
        Assert.Equal([1], Read(microphone, 8));
        Assert.Equal((1, "cannot recover"), (microphone.Losses, microphone.LastLoss));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal([2], Read(microphone, 8));
        Assert.Equal((2, 1), (microphone.Connections, microphone.Overruns));
    }

    [Fact]
    public void A_lost_device_is_tried_again_after_longer_and_longer_pauses()
    {
        _device.Give(1).Lose("unplugged").Give(2);
        using var microphone = Open();
        Assert.Equal([1], Read(microphone, 8));
        Assert.Equal((1, "unplugged", false), (microphone.Losses, microphone.LastLoss, _device.IsOpen));

        _device.FailingOpens = 7;
        foreach (var pause in new[] { 100, 200, 400, 800, 1_600, 3_200, 5_000 })
        {
            var opens = _device.Opens;
            _time.Advance(TimeSpan.FromMilliseconds(pause - 1));
            Assert.Empty(Read(microphone, 8));
            Assert.Equal(opens, _device.Opens);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Empty(Read(microphone, 8));
            Assert.Equal(opens + 1, _device.Opens);
        }

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([2], Read(microphone, 8));
        Assert.Equal((2, 8), (microphone.Connections, microphone.Losses));
        Assert.Equal("no such device", microphone.LastLoss);
    }

    [Fact]
    public void A_device_may_come_back_with_another_format()
    {
        _device.Give(1, 2).Lose("unplugged");
        using var microphone = Open();
        Assert.Equal([1, 2], Read(microphone, 8));
        var tone = ResamplerTests.Tone(8_000, 440, 10_000, 1_600);
        _device.Format = new(8_000, 2, 80, 4_000);
        _device.Give([.. tone.SelectMany(sample => new[] { sample, sample })]);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        var heard = Read(microphone, 100);
        Assert.Equal(ResamplerTests.Convert(tone, 8_000, 16_000)[..heard.Length], heard);
        Assert.Equal((8_000, 2), (microphone.Format.Rate, microphone.Format.Channels));
    }

    [Fact]
    public void A_device_that_gives_nothing_for_five_seconds_is_opened_again()
    {
        _device.Give(1).Nothing();
        using var microphone = Open();
        Assert.Equal([1], Read(microphone, 8));
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Empty(Read(microphone, 8));
        Assert.Equal(0, microphone.Losses);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Empty(Read(microphone, 8));
        Assert.Equal("fake:mic: gave nothing for 5 s", microphone.LastLoss);
    }

    [Fact]
    public void Reading_and_recovering_allocate_nothing()
    {
        _device.Format = new(48_000, 2, 480, 24_000);
        var period = new short[960];
        for (var i = 0; i < 400; i++)
        {
            _device.Give(period);
            if (i % 10 == 0)
                _device.Overrun();
        }

        using var microphone = Open();
        var buffer = new short[160];
        for (var warmUp = 0; warmUp < 20; warmUp++)
            microphone.Read(buffer, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = 0;
        while (microphone.Read(buffer, out var read) == SensorStatus.Data || _device.Recoveries < 40)
            count += read;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(count, 50_000, 64_000);
    }

    private Microphone Open() => new(_device, 16_000, _time);

    // Until several reads in a row give nothing.
    private static short[] Read(Microphone microphone, int size)
    {
        var samples = new List<short>();
        var buffer = new short[size];
        for (var waits = 0; waits < 4;)
        {
            if (microphone.Read(buffer, out var count) != SensorStatus.Data)
                waits++;
            samples.AddRange(buffer[..count]);
        }

        return [.. samples];
    }
}
