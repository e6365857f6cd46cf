using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>
/// Gestures before a simulated camera: shapes that cross the picture or go around in it, before a background of shapes that
/// rest. Everything is drawn from the seed: sizes, ways, brightness, and the camera.
/// </summary>
public sealed class GestureStage
{
    private const double GrowSeconds = 0.12;

    private static readonly Pose _outside = new(-10_000, -10_000);

    private readonly GestureOptions _options;
    private readonly List<MovingShape> _shapes = [];
    private readonly List<GestureShow> _shows = [];
    private readonly double _unit;
    private readonly float _background;
    private readonly double _noise;
    private readonly int _cameraSeed;
    private Pcg32 _random;

    /// <summary>Draws the background and the camera.</summary>
    /// <param name="options">Looks of the gestures.</param>
    /// <param name="seed">Of everything drawn.</param>
    public GestureStage(GestureOptions options, int seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _random = new Pcg32(seed);
        _unit = Math.Min(options.Geometry.Width, options.Geometry.Height) / 64.0;
        _background = (float)Draw(0.25, 0.6);
        _noise = Draw(options.NoiseHertz.Least, options.NoiseHertz.Most);
        _cameraSeed = (int)(_random.Next() >> 1);
        for (var left = (int)Draw(0, 4); left > 0; left--)
            AddResting();
    }

    /// <summary>What was added, in the order of time.</summary>
    public IReadOnlyList<GestureShow> Shows => _shows;

    /// <summary>The shapes added so far.</summary>
    public IScene Scene => new ShapeScene(_options.Geometry, _shapes) { Background = _background };

    /// <summary>A camera for this scene, of a kind drawn from the seed.</summary>
    public SimulatedCamera CreateCamera()
    {
        var random = new Pcg32(_cameraSeed);
        double Between(double least, double most) => least + (random.Next() / 4294967296.0 * (most - least));
        return new SimulatedCamera(new CameraOptions
        {
            Geometry = _options.Geometry,
            Threshold = Between(0.15, 0.3),
            ThresholdDeviation = 0.03,
            RefractoryMicroseconds = (int)Between(100, 1000),
            NoiseHertz = _noise,
            HotPixelShare = Between(0, 0.001),
            HotHertz = Between(50, 150),
            Seed = _cameraSeed,
        });
    }

    /// <summary>Adds a gesture.</summary>
    /// <param name="gesture">What to show.</param>
    /// <param name="start">When it begins, not before the last one ended [seconds since the scene began].</param>
    /// <returns>When it ends [seconds since the scene began].</returns>
    public double Add(Gesture gesture, double start)
    {
        var show = gesture switch
        {
            Gesture.Clockwise => AddTurn(gesture, start, 1),
            Gesture.CounterClockwise => AddTurn(gesture, start, -1),
            Gesture.Nothing => AddNothing(start),
            _ => AddCrossing(gesture, start),
        };
        _shows.Add(show);
        return show.End;
    }

    private GestureShow AddCrossing(Gesture gesture, double start)
    {
        var heading = gesture switch { Gesture.Right => 0.0, Gesture.Down => Math.PI / 2, Gesture.Left => Math.PI, _ => -Math.PI / 2 };
        var (sin, cos) = Math.SinCos(heading + Draw(-_options.Slant, _options.Slant));
        var (middleX, middleY) = (Middle(_options.Geometry.Width, 8), Middle(_options.Geometry.Height, 8));
        var half = (Math.Max(_options.Geometry.Width, _options.Geometry.Height) / 2.0) + (2.5 * _options.HalfSide.Most * _unit);
        var seconds = 2 * half / (Draw(_options.Speed.Least, _options.Speed.Most) * _unit);
        var (turn, spin) = (Draw(-0.5, 0.5), Draw(-1, 1));
        AddShape(time =>
        {
            var way = ((time - start) / seconds * 2 * half) - half;
            return way < -half || way > half ? _outside : new Pose(middleX + (cos * way), middleY + (sin * way), turn + (spin * (time - start)));
        });
        return new GestureShow(gesture, start, start + seconds);
    }

    private GestureShow AddTurn(Gesture gesture, double start, int sense)
    {
        var (middleX, middleY) = (Middle(_options.Geometry.Width, 5), Middle(_options.Geometry.Height, 5));
        var radius = Draw(12, 19) * _unit;
        var pace = Draw(_options.Turns.Least, _options.Turns.Most);
        var seconds = Draw(1.3, 1.7) / pace;
        var (first, turn) = (Draw(0, 2 * Math.PI), Draw(-0.5, 0.5));
        AddShape(time =>
        {
            var (since, left) = (time - start, start + seconds - time);
            if (since < 0 || left < 0)
                return _outside;
            var (sin, cos) = Math.SinCos(first + (sense * 2 * Math.PI * pace * since));
            return new Pose(middleX + (radius * cos), middleY + (radius * sin), turn, Grown(Math.Min(since, left)));
        });
        return new GestureShow(gesture, start, start + seconds);
    }

    private GestureShow AddNothing(double start)
    {
        var seconds = Draw(0.6, 1.4);
        var (x, y) = (Middle(_options.Geometry.Width, 16), Middle(_options.Geometry.Height, 16));
        var kind = (int)Draw(0, 3);
        // Back and forth by a few pixels, or larger and smaller, or nothing at all.
        var (reach, pace, way) = (Draw(1, 3) * _unit, Draw(2, 5), Draw(0, Math.PI));
        if (kind > 0)
        {
            AddShape(time =>
            {
                var (since, left) = (time - start, start + seconds - time);
                if (since < 0 || left < 0)
                    return _outside;
                var swing = Math.Sin(2 * Math.PI * pace * since);
                var scale = Grown(Math.Min(since, left));
                return kind == 1
                    ? new Pose(x + (reach * swing * Math.Cos(way)), y + (reach * swing * Math.Sin(way)), 0, scale)
                    : new Pose(x, y, 0, scale * (1 + (0.3 * swing)));
            });
        }

        return new GestureShow(Gesture.Nothing, start, start + seconds);
    }

    private void AddResting()
    {
        var pose = new Pose(Draw(0, _options.Geometry.Width), Draw(0, _options.Geometry.Height), Draw(0, Math.PI));
        var kind = Draw(0, 2) < 1 ? ShapeKind.Ellipse : ShapeKind.Rectangle;
        _shapes.Add(new MovingShape(kind, Draw(4, 14) * _unit, Draw(4, 14) * _unit, _background * (float)Draw(0.7, 1.4), _ => pose));
    }

    /// <summary>A single shape or a hand, brighter or darker than the background by a factor of 1.6 or more.</summary>
    private void AddShape(Func<double, Pose> motion)
    {
        var contrast = Draw(1.6, 4);
        var intensity = (float)(Draw(0, 2) < 1 ? _background * contrast : _background / contrast);
        var side = Draw(_options.HalfSide.Least, _options.HalfSide.Most) * _unit;
        var aspect = Draw(0.7, 1.4);
        var kind = Draw(0, 2) < 1 ? ShapeKind.Ellipse : ShapeKind.Rectangle;
        if (!_options.IsHand)
        {
            _shapes.Add(new MovingShape(kind, side, side * aspect, intensity, motion));
            return;
        }

        _shapes.Add(new MovingShape(ShapeKind.Ellipse, side * 0.8, side * 0.7, intensity, motion));
        for (var finger = -1; finger <= 1; finger++)
        {
            var (across, along) = (finger * side * 0.5, -side * 1.1);
            _shapes.Add(new MovingShape(ShapeKind.Rectangle, side * 0.16, side * 0.55, intensity, time =>
            {
                var palm = motion(time);
                var (sin, cos) = Math.SinCos(palm.Angle);
                return palm with
                {
                    X = palm.X + (palm.Scale * ((across * cos) - (along * sin))),
                    Y = palm.Y + (palm.Scale * ((across * sin) + (along * cos))),
                };
            }));
        }
    }

    private static double Grown(double seconds) => Math.Clamp(seconds / GrowSeconds, 0.1, 1);

    private double Middle(int size, double deviation) => ((size - 1) / 2.0) + Draw(-deviation * _unit, deviation * _unit);

    private double Draw(double least, double most) => least + (_random.Next() / 4294967296.0 * (most - least));
}
