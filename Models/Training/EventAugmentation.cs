using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Training;

/// <summary>How strongly recordings of events are changed before they are encoded.</summary>
public sealed record EventAugmentationOptions
{
    /// <summary>Columns and rows of the sensor [pixels].</summary>
    public required EventGeometry Geometry { get; init; }

    /// <summary>Largest shift either way [pixels].</summary>
    public float Shift { get; init; } = 2.5f;

    /// <summary>Largest turn either way [radians].</summary>
    public float Turn { get; init; } = 0.2f;

    /// <summary>Largest change of size, as a share.</summary>
    public float Scale { get; init; } = 0.15f;

    /// <summary>Largest shear, as a share.</summary>
    public float Shear { get; init; } = 0.2f;

    /// <summary>Largest shift by a smooth wave over the picture [pixels].</summary>
    public float Warp { get; init; } = 1.2f;

    /// <summary>Largest share of events that is dropped.</summary>
    public float Drop { get; init; } = 0.3f;

    /// <summary>Largest change of speed, as a share.</summary>
    public float Stretch { get; init; } = 0.15f;

    /// <summary>Largest share of events made up at random pixels.</summary>
    public float Noise { get; init; } = 0.03f;
}

/// <summary>
/// Changes a recording without changing what it shows: an affine map and a smooth warp of the pixels, another speed, events
/// missing and events made up.
/// </summary>
public sealed class EventAugmentation(EventAugmentationOptions options)
{
    /// <summary>A changed copy, in the order of time.</summary>
    public DvsEvent[] Vary(ReadOnlySpan<DvsEvent> events, Dice dice)
    {
        var map = new Map(options, dice);
        var drop = dice.Uniform(0f, options.Drop);
        var speed = 1f + dice.Uniform(-options.Stretch, options.Stretch);
        var start = events.Length > 0 ? events[0].Microseconds : 0;
        var varied = new List<DvsEvent>(events.Length);
        foreach (var one in events)
        {
            if (dice.Chance(drop) || !map.TryMove(one, dice, out var x, out var y)) continue;
            varied.Add(new DvsEvent((long)((one.Microseconds - start) * speed), (ushort)x, (ushort)y, one.Polarity));
        }

        AddNoise(varied, dice);
        return varied.ToArray();
    }

    private void AddNoise(List<DvsEvent> events, Dice dice)
    {
        var (width, height) = (options.Geometry.Width, options.Geometry.Height);
        var count = (int)(events.Count * dice.Uniform(0f, options.Noise));
        if (count == 0) return;
        var length = (int)(events[^1].Microseconds - events[0].Microseconds) + 1;
        for (var k = 0; k < count; k++)
            events.Add(new DvsEvent(events[0].Microseconds + dice.Pick(length), (ushort)dice.Pick(width), (ushort)dice.Pick(height), (byte)dice.Pick(2)));
        events.Sort((one, other) => one.Microseconds.CompareTo(other.Microseconds));
    }

    /// <summary>Where pixels go.</summary>
    private readonly struct Map
    {
        private readonly EventGeometry _geometry;
        private readonly float _xx, _xy, _yx, _yy, _dx, _dy;
        private readonly float _warpX, _warpY, _waveX, _waveY, _phaseX, _phaseY;

        public Map(EventAugmentationOptions options, Dice dice)
        {
            _geometry = options.Geometry;
            var turn = dice.Uniform(-options.Turn, options.Turn);
            var (sin, cos) = MathF.SinCos(turn);
            var width = 1f + dice.Uniform(-options.Scale, options.Scale);
            var height = 1f + dice.Uniform(-options.Scale, options.Scale);
            var shear = dice.Uniform(-options.Shear, options.Shear);
            (_xx, _xy) = (cos * width, (cos * shear - sin) * height);
            (_yx, _yy) = (sin * width, (sin * shear + cos) * height);
            (_dx, _dy) = (dice.Uniform(-options.Shift, options.Shift), dice.Uniform(-options.Shift, options.Shift));
            (_warpX, _warpY) = (dice.Uniform(0f, options.Warp), dice.Uniform(0f, options.Warp));
            // Between half a wave and a wave and a half over the picture.
            (_waveX, _waveY) = (dice.Uniform(3f, 9f) / _geometry.Height, dice.Uniform(3f, 9f) / _geometry.Width);
            (_phaseX, _phaseY) = (dice.Uniform(0f, 6.2832f), dice.Uniform(0f, 6.2832f));
        }

        /// <summary>The pixel an event goes to; between pixels chance decides. False when it leaves the sensor.</summary>
        public bool TryMove(in DvsEvent one, Dice dice, out int x, out int y)
        {
            var (middleX, middleY) = ((_geometry.Width - 1) * 0.5f, (_geometry.Height - 1) * 0.5f);
            var (right, down) = (one.X - middleX, one.Y - middleY);
            var across = middleX + _xx * right + _xy * down + _dx + _warpX * MathF.Sin(_waveX * one.Y + _phaseX);
            var along = middleY + _yx * right + _yy * down + _dy + _warpY * MathF.Sin(_waveY * one.X + _phaseY);
            x = (int)MathF.Floor(across + dice.Uniform());
            y = (int)MathF.Floor(along + dice.Uniform());
            return (uint)x < _geometry.Width && (uint)y < _geometry.Height;
        }
    }
}
