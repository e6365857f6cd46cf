namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>What a simulated camera sees of a scene, as if it were a recording.</summary>
public sealed class SceneReader : IEventReader
{
    private readonly SimulatedCamera _camera;
    private readonly IScene _scene;
    private readonly long _length;
    private readonly int _frameMicroseconds;
    private readonly float[] _intensity;
    private DvsEvent[] _frame = [];
    private int _start;
    private int _end;
    private long _now = -1;

    /// <summary>Points a camera at a scene.</summary>
    /// <param name="camera">A camera that has seen nothing yet.</param>
    /// <param name="scene">Of the camera's size.</param>
    /// <param name="length">How long to look, at least 1 [microseconds].</param>
    /// <param name="frameMicroseconds">Time between two frames, 1 .. 1,000,000; shapes should move less than a pixel in it [microseconds].</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is out of range.</exception>
    public SceneReader(SimulatedCamera camera, IScene scene, long length, int frameMicroseconds = 1000)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(frameMicroseconds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frameMicroseconds, 1_000_000);
        _camera = camera;
        _scene = scene;
        _length = length;
        _frameMicroseconds = frameMicroseconds;
        _intensity = new float[camera.Geometry.Width * camera.Geometry.Height];
    }

    /// <inheritdoc/>
    public EventGeometry Geometry => _camera.Geometry;

    /// <inheritdoc/>
    public EventCounters Counters { get; } = new();

    /// <inheritdoc/>
    public int Read(Span<DvsEvent> events)
    {
        while (_start == _end)
        {
            if (_now >= _length)
                return 0;
            NextFrame();
        }

        var count = Math.Min(events.Length, _end - _start);
        _frame.AsSpan(_start, count).CopyTo(events);
        _start += count;
        Counters.Events += count;
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void NextFrame()
    {
        _now = _now < 0 ? 0 : Math.Min(_now + _frameMicroseconds, _length);
        _scene.Render(_now, _intensity);
        var events = _camera.Advance(_now, _intensity);
        // Grows to the busiest frame and stays there.
        if (_frame.Length < events.Length)
            _frame = new DvsEvent[2 * events.Length];
        events.CopyTo(_frame);
        (_start, _end) = (0, events.Length);
    }
}
