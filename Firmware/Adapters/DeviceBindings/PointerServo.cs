using System.Device.Pwm;
using EdgeSnn.Firmware.Outputs.Indicators;
using Iot.Device.ServoMotor;

namespace EdgeSnn.Firmware.Adapters;

/// <summary>A servo motor of 180 degrees on a PWM channel; disposes the channel.</summary>
internal sealed class PointerServo : IIndicator
{
    private readonly PwmChannel _channel;
    private readonly ServoMotor _servo;

    public PointerServo(PwmChannel channel)
    {
        _channel = channel;
        _servo = new ServoMotor(channel, 180, 1000, 2000);
        _servo.Start();
    }

    public void Show(in Indication indication) => _servo.WriteAngle(indication.Degrees);

    public void Dispose()
    {
        _servo.Stop();
        _servo.Dispose();
        _channel.Dispose();
    }
}
