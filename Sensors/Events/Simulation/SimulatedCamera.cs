using System.Runtime.InteropServices;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>
/// An event camera in software: a pixel gives an ON (OFF) event when the logarithm of its intensity rose (fell) by its own
/// threshold since its last event, is then blind for a refractory time, and takes the logarithm at its end as its new reference.
/// Between two frames the logarithm is a straight line. After H. Rebecq, D. Gehrig, D. Scaramuzza, "ESIM: an open event camera
/// simulator", CoRL 2018, and Y. Hu, S.-C. Liu, T. Delbruck, "v2e: from video frames to realistic DVS events", CVPRW 2021.
/// Seeded: the same frames give the same events. Owned by one thread.
/// </summary>
public sealed class SimulatedCamera
{
    private const double LogOne = 1 << 16;
    private const float Darkest = 1e-4f;

    private readonly CameraOptions _options;
    private readonly BackgroundNoise _noise;
    private readonly int[] _onThreshold;
    private readonly int[] _offThreshold;
    private readonly int[] _level;
    private readonly int[] _reference;
    private readonly long[] _blindUntil;
    private readonly long[] _lastEvent;
    private readonly List<DvsEvent> _events = [];
    private long _now;
    private bool _hasBegun;

    /// <summary>Draws the pixels' thresholds and the hot pixels.</summary>
    /// <param name="options">Checked here.</param>
    /// <exception cref="ArgumentOutOfRangeException">A field of <paramref name="options"/> is out of range.</exception>
    public SimulatedCamera(CameraOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        var pixels = options.Geometry.Width * options.Geometry.Height;
        var random = new Pcg32(options.Seed);
        _onThreshold = new int[pixels];
        _offThreshold = new int[pixels];
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            _onThreshold[pixel] = DrawThreshold(options, ref random);
            _offThreshold[pixel] = DrawThreshold(options, ref random);
        }

        _noise = new BackgroundNoise(options, random);
        _level = new int[pixels];
        _reference = new int[pixels];
        _blindUntil = new long[pixels];
        _lastEvent = new long[pixels];
        Array.Fill(_blindUntil, long.MinValue);
        Array.Fill(_lastEvent, long.MinValue);
    }

    /// <summary>Size of the sensor.</summary>
    public EventGeometry Geometry => _options.Geometry;

    /// <summary>Takes a frame. The first one only sets the pixels' references.</summary>
    /// <param name="microseconds">Its time, later than the last frame's [microseconds].</param>
    /// <param name="intensity">Linear intensity, row by row; one value per pixel. Below 0.0001 is taken as that.</param>
    /// <returns>The events since the last frame, in the order of time; valid until the next call.</returns>
    /// <exception cref="ArgumentException">Another number of pixels, or a time that is not later.</exception>
    public ReadOnlySpan<DvsEvent> Advance(long microseconds, ReadOnlySpan<float> intensity)
    {
        if (intensity.Length != _level.Length)
            throw new ArgumentException($"{intensity.Length} pixels for a camera of {_level.Length}", nameof(intensity));
        if (_hasBegun && microseconds <= _now)
            throw new ArgumentException($"a frame at {microseconds} us after one at {_now} us", nameof(microseconds));
        _events.Clear();
        for (var pixel = 0; pixel < intensity.Length; pixel++)
        {
            var level = (int)Math.Round(Math.Log(Math.Max(intensity[pixel], Darkest)) * LogOne);
            if (_hasBegun)
                Follow(pixel, new Line(_now, _level[pixel], microseconds, level));
            else
                _reference[pixel] = level;
            _level[pixel] = level;
        }

        if (_hasBegun)
            _noise.Emit(_now, microseconds, _events);
        _now = microseconds;
        _hasBegun = true;
        _events.Sort(static (one, other) => (one.Microseconds, one.Y, one.X, one.Polarity).CompareTo((other.Microseconds, other.Y, other.X, other.Polarity)));
        DropBlind();
        return CollectionsMarshal.AsSpan(_events);
    }

    private static int DrawThreshold(CameraOptions options, ref Pcg32 random)
    {
        // The sum of twelve uniform numbers is normal enough, and the same on every machine.
        var sum = -6.0;
        for (var index = 0; index < 12; index++)
            sum += random.Next() / 4294967296.0;
        var threshold = options.Threshold + (sum * options.ThresholdDeviation);
        return (int)Math.Round(Math.Max(threshold, options.Threshold / 10) * LogOne);
    }

    /// <summary>The events of one pixel along a line.</summary>
    private void Follow(int pixel, in Line line)
    {
        var reference = _reference[pixel];
        for (var blindUntil = _blindUntil[pixel]; ;)
        {
            if (blindUntil > line.End)
            {
                _blindUntil[pixel] = blindUntil;
                break;
            }

            if (blindUntil >= line.Start)
                reference = line.At(blindUntil);
            _blindUntil[pixel] = long.MinValue;
            var rises = line.Last > reference;
            var target = reference + (rises ? _onThreshold[pixel] : -_offThreshold[pixel]);
            if (rises ? line.Last < target : line.Last > target)
                break;
            var time = line.TimeOf(target);
            var (y, x) = Math.DivRem(pixel, _options.Geometry.Width);
            _events.Add(new DvsEvent(time, (ushort)x, (ushort)y, (byte)(rises ? 1 : 0)));
            reference = target;
            blindUntil = _options.RefractoryMicroseconds > 0 ? time + _options.RefractoryMicroseconds : long.MinValue;
        }

        _reference[pixel] = reference;
    }

    // Noise knows nothing of the pixel's other events: whatever came first blinds the pixel.
    private void DropBlind()
    {
        var kept = 0;
        for (var index = 0; index < _events.Count; index++)
        {
            var one = _events[index];
            ref var last = ref _lastEvent[(one.Y * _options.Geometry.Width) + one.X];
            if (last != long.MinValue && one.Microseconds - last < _options.RefractoryMicroseconds)
                continue;
            last = one.Microseconds;
            _events[kept++] = one;
        }

        _events.RemoveRange(kept, _events.Count - kept);
    }

    /// <summary>A logarithm, Q16, that moves evenly from one frame to the next.</summary>
    private readonly record struct Line(long Start, int First, long End, int Last)
    {
        public int At(long time) => (int)(First + ((long)(Last - First) * (time - Start) / (End - Start)));

        // Only asked for a level on the line, or one that the pixel passed while it was blind.
        public long TimeOf(int level) => Math.Clamp(Start + ((End - Start) * (level - First) / (Last - First)), Start, End);
    }
}
