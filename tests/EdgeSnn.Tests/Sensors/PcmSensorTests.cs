using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Tests.Sensors;

public class PcmSensorTests : SensorContract
{
    private static readonly short[] Samples = ResamplerTests.Tone(8_000, 440, 9_000, 100_000);

    protected override short[] Expected { get; } = ResamplerTests.Convert(Samples, 8_000, 16_000);

    protected override ISensor<short> Open() => new PcmSensor(new PipeLikeStream(WavReaderTests.Bytes(Samples), 999), 8_000, 16_000);

    [Fact]
    public void Channels_mix_and_trailing_bytes_are_counted()
    {
        byte[] bytes = [10, 0, 20, 0, 30, 0, 50, 0, 1, 2, 3];
        using var sensor = new PcmSensor(new PipeLikeStream(bytes, 3), 16_000, 16_000, channels: 2);
        Assert.Equal([15, 40], ReadAll(sensor, [1]));
        Assert.Equal(3, sensor.TrailingBytes);
    }

    [Fact]
    public void Silent_writer_is_reported_as_waiting()
    {
        using var sensor = new PcmSensor(new SilentStream(), 16_000, 16_000);
        Assert.Equal(SensorStatus.Waiting, sensor.Read(new short[10], out var count));
        Assert.Equal(0, count);
    }

    [Fact]
    public void Failing_stream_gives_what_came_and_then_an_audio_error()
    {
        using var sensor = new PcmSensor(new FailingStream([1, 0, 2, 0]), 16_000, 16_000);
        var samples = new List<short>();
        var buffer = new short[8];
        var error = Assert.Throws<AudioFormatException>(() =>
        {
            while (sensor.Read(buffer, out var count) != SensorStatus.EndOfStream)
                samples.AddRange(buffer[..count]);
        });
        Assert.Equal([1, 2], samples);
        Assert.Equal((4L, "the device is gone"), (error.Offset, error.Found));
    }
}
