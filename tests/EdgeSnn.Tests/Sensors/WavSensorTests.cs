using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Tests.Sensors;

public class WavSensorTests : SensorContract
{
    private static readonly short[] Samples = ResamplerTests.Tone(44_100, 440, 9_000, 10_000);

    protected override short[] Expected { get; } = ResamplerTests.Convert(Samples, 44_100, 16_000);

    protected override ISensor<short> Open()
        => new WavSensor(new MemoryStream(WavFile.Of(1, 44_100, 16, false, WavReaderTests.Bytes(Samples))), "test", 16_000);

    [Fact]
    public void File_loads_at_the_rate_asked_for()
    {
        var path = Path.GetTempFileName();
        try
        {
            WavWriter.Write(path, Samples, 44_100);
            Assert.Equal(Expected, Recording.Load(path, 16_000));
            Assert.Equal(Samples, Recording.Load(path, 44_100));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
