using EdgeSnn.Sensors.Audio.Capture;

namespace EdgeSnn.Tests.Sensors.Capture;

public sealed class AlsaAddressTests
{
    [Theory]
    [InlineData("alsa:plughw:1,0", "plughw:1,0", 500, 1)]
    [InlineData("alsa:default", "default", 500, 1)]
    [InlineData("alsa:default,buffer=200ms", "default", 200, 1)]
    [InlineData("alsa:plughw:1,0,channels=2,buffer=80", "plughw:1,0", 80, 2)]
    [InlineData("alsa:hw:CARD=Mic,DEV=0", "hw:CARD=Mic,DEV=0", 500, 1)]
    [InlineData("alsa:hw:CARD=Mic,DEV=0,buffer=1000ms", "hw:CARD=Mic,DEV=0", 1_000, 1)]
    public void Options_stand_last(string source, string device, int buffer, int channels)
        => Assert.Equal(new AlsaAddress(device, buffer, channels), AlsaAddress.Parse(source));

    [Theory]
    [InlineData("alsa:", "no device")]
    [InlineData("alsa:,buffer=100ms", "no device")]
    [InlineData("alsa:default,buffer=", "'buffer=', expected 20 to 10000")]
    [InlineData("alsa:default,buffer=19ms", "'buffer=19ms', expected 20 to 10000")]
    [InlineData("alsa:default,buffer=-5", "expected 20 to 10000")]
    [InlineData("alsa:default,channels=33", "'channels=33', expected 1 to 32")]
    public void What_cannot_be_is_refused_with_a_reason(string source, string reason)
        => Assert.Contains(reason, Assert.Throws<FormatException>(() => AlsaAddress.Parse(source)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-11, "None")]
    [InlineData(-4, "None")]
    [InlineData(-32, "Overrun")]
    [InlineData(-86, "Overrun")]
    [InlineData(-19, "Gone")]
    [InlineData(-5, "Gone")]
    [InlineData(-77, "Gone")]
    public void Errors_mean_what_the_library_documents(int error, string fault) => Assert.Equal(fault, AlsaErrors.Classify(error).ToString());
}
