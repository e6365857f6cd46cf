using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Pictures;

/// <summary>
/// Events over time, in bins of one width. Where the width was not asked for it doubles whenever the recording outgrows the
/// bins, so that memory is fixed and the curve always spans everything. Owned by one thread.
/// </summary>
internal sealed class RateCurve
{
    /// <summary>Most bins of a width that was asked for.</summary>
    public const int MostBins = 1_000_000;

    private const int AdaptiveBins = 1024;
    private const long FirstBinMicroseconds = 100;

    private readonly bool _isAdaptive;
    private readonly List<RateBin> _bins = [];

    /// <summary>A curve of nothing.</summary>
    /// <param name="binMicroseconds">Width of a bin, or null for one that fits [microseconds].</param>
    public RateCurve(long? binMicroseconds = null)
    {
        _isAdaptive = binMicroseconds is null;
        BinMicroseconds = binMicroseconds ?? FirstBinMicroseconds;
    }

    /// <summary>Width of a bin [microseconds].</summary>
    public long BinMicroseconds { get; private set; }

    /// <summary>Where the first bin begins: at the first event [microseconds].</summary>
    public long Start { get; private set; }

    /// <summary>Time reached so far [microseconds].</summary>
    public long End { get; private set; }

    /// <summary>All bins up to the last event.</summary>
    public IReadOnlyList<RateBin> Bins => _bins;

    /// <summary>Takes events, or time marks, which only let time go on.</summary>
    /// <exception cref="UsageException">More bins than can be.</exception>
    public void Add(ReadOnlySpan<DvsEvent> events)
    {
        foreach (var one in events)
        {
            if (_bins.Count == 0)
            {
                (Start, End) = (one.Microseconds, one.Microseconds);
                _bins.Add(default);
            }

            End = Math.Max(End, one.Microseconds);
            var index = Reach((ulong)(End - Start));
            var bin = _bins[index];
            if (!one.IsTimeMark)
                _bins[index] = one.Polarity == 1 ? bin with { On = bin.On + 1 } : bin with { Off = bin.Off + 1 };
        }
    }

    /// <summary>Mean rates over equal parts of a stretch.</summary>
    /// <param name="parts">How many.</param>
    /// <returns>Events per second; fewer parts than asked for where bins are wider than they.</returns>
    public double[] Rates(int parts)
    {
        parts = Math.Min(parts, _bins.Count);
        var rates = new double[parts];
        for (var part = 0; part < parts; part++)
        {
            var (begin, end) = ((int)((long)part * _bins.Count / parts), (int)((part + 1L) * _bins.Count / parts));
            for (var index = begin; index < end; index++)
                rates[part] += _bins[index].Events;
            // The last bin is over when the recording is.
            var microseconds = Math.Max(1, Math.Min(end * (double)BinMicroseconds, End - Start + 1) - (begin * (double)BinMicroseconds));
            rates[part] *= 1e6 / microseconds;
        }

        return rates;
    }

    private int Reach(ulong offset)
    {
        while (_isAdaptive && offset / (ulong)BinMicroseconds >= AdaptiveBins)
            Join();
        var index = offset / (ulong)BinMicroseconds;
        if (index >= MostBins)
            throw new UsageException($"--bin-ms {BinMicroseconds / 1e3}: more than {MostBins} bins; take wider ones");
        while (_bins.Count <= (int)index)
            _bins.Add(default);
        return (int)index;
    }

    private void Join()
    {
        var count = (_bins.Count + 1) / 2;
        for (var index = 0; index < count; index++)
        {
            var second = (2 * index) + 1 < _bins.Count ? _bins[(2 * index) + 1] : default;
            _bins[index] = new RateBin(_bins[2 * index].On + second.On, _bins[2 * index].Off + second.Off);
        }

        _bins.RemoveRange(count, _bins.Count - count);
        BinMicroseconds *= 2;
    }
}
