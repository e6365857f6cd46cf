namespace EdgeSnn.Firmware.Outputs.Indicators;

/// <summary>What shows decisions.</summary>
public enum IndicatorKind
{
    /// <summary>A strip of lights: a color per label.</summary>
    Led = 0,

    /// <summary>A character display: words per label.</summary>
    Lcd = 1,

    /// <summary>A graphic display: words per label.</summary>
    Oled = 2,

    /// <summary>A buzzer: a tone per label.</summary>
    Buzzer = 3,

    /// <summary>A servo motor: an angle per label.</summary>
    Servo = 4,
}
