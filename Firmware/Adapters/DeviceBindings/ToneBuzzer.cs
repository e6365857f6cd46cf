using System.Device.Pwm;
using EdgeSnn.Firmware.Outputs.Indicators;
using Iot.Device.Buzzer;

namespace EdgeSnn.Firmware.Adapters;

/// <summary>A buzzer on a PWM channel; disposes the channel.</summary>
internal sealed class ToneBuzzer(PwmChannel channel) : IIndicator
{
    private readonly Buzzer _buzzer = new(channel);

    public void Show(in Indication indication)
    {
        if (indication.Hertz > 0)
            _buzzer.StartPlaying(indication.Hertz);
        else
            _buzzer.StopPlaying();
    }

    public void Dispose()
    {
        _buzzer.Dispose();
        channel.Dispose();
    }
}
