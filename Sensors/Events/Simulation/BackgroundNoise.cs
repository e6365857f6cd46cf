using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>
/// Events without a cause: two Poisson processes, one over all pixels and one over the hot ones, each with exponential pauses
/// and a pixel and polarity drawn evenly.
/// </summary>
internal sealed class BackgroundNoise
{
    private readonly EventGeometry _geometry;
    private readonly int[] _hot;
    private readonly double _pause;
    private readonly double _hotPause;
    private Pcg32 _random;
    private double _next;
    private double _nextHot;
    private bool _hasBegun;

    public BackgroundNoise(CameraOptions options, Pcg32 random)
    {
        _geometry = options.Geometry;
        _random = random;
        var pixels = _geometry.Width * _geometry.Height;
        _hot = new int[(int)Math.Round(pixels * options.HotPixelShare)];
        for (var index = 0; index < _hot.Length; index++)
            _hot[index] = Draw(pixels);
        _pause = 1e6 / (options.NoiseHertz * pixels);
        _hotPause = 1e6 / (options.HotHertz * _hot.Length);
    }

    /// <summary>Adds the events of a stretch of time, its end included.</summary>
    public void Emit(long start, long end, List<DvsEvent> events)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            _next = start + DrawPause(_pause);
            _nextHot = start + DrawPause(_hotPause);
        }

        var pixels = _geometry.Width * _geometry.Height;
        for (; _next <= end; _next += DrawPause(_pause))
            events.Add(At(_next, Draw(pixels)));
        for (; _nextHot <= end; _nextHot += DrawPause(_hotPause))
            events.Add(At(_nextHot, _hot[Draw(_hot.Length)]));
    }

    private DvsEvent At(double time, int pixel)
    {
        var (y, x) = Math.DivRem(pixel, _geometry.Width);
        return new DvsEvent((long)time, (ushort)x, (ushort)y, (byte)(_random.Next() >> 31));
    }

    private int Draw(int count) => (int)((_random.Next() * (ulong)count) >> 32);

    private double DrawPause(double mean)
        => double.IsInfinity(mean) ? mean : -Math.Log((_random.Next() + 1.0) / 4294967296.0) * mean;
}
