using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>
/// How a network does in a continuous stream at one speech-to-noise ratio: one pass over clips in background, one over
/// at least an hour of background alone. Confidences are kept, so that any threshold can be tried without listening again.
/// </summary>
public sealed class StreamEvaluation
{
    private const double AloneHours = 1;

    private readonly NetworkModel _model;
    private readonly Mixture _stream;
    private readonly StreamListener _mixture;
    private readonly StreamListener? _alone;
    private readonly int _sampleRate;
    private readonly long _aloneLength;
    private readonly double? _snr;

    /// <summary>Mixes the stream.</summary>
    /// <param name="model">The network.</param>
    /// <param name="clips">What is said, in this order.</param>
    /// <param name="background">What plays under it, or null when <paramref name="options"/> asks for none.</param>
    /// <param name="options">Ratio, seed and rate.</param>
    public StreamEvaluation(NetworkModel model, IReadOnlyList<LoadedClip> clips, Background? background, MixOptions options)
    {
        _model = model;
        _snr = options.Snr;
        _sampleRate = options.SampleRate;
        _stream = Mixture.Create(clips, options.Snr is null ? null : background, options);
        _mixture = new StreamListener(model);
        _alone = options.Snr is null ? null : new StreamListener(model);
        _aloneLength = _alone is null ? 0 : (long)(AloneHours * 3600 * _sampleRate);
    }

    /// <summary>Samples to listen to [samples].</summary>
    public long Length => _stream.Length + _aloneLength;

    /// <summary>Samples listened to so far. Any thread.</summary>
    public long Position => _mixture.Position + (_alone?.Position ?? 0);

    /// <summary>Listens to everything.</summary>
    public void Run(CancellationToken stop)
    {
        _mixture.Listen(_stream.Read, _stream.Length, stop);
        _alone?.Listen(_stream.ReadBackground, _aloneLength, stop);
    }

    /// <summary>What came of it.</summary>
    public StreamReport Report()
    {
        var score = Score(_mixture.Decisions);
        return new StreamReport
        {
            Snr = _snr,
            Minutes = _stream.Length / 60.0 / _sampleRate,
            Commands = score.Commands,
            Hits = score.Hits,
            HitRate = score.HitRate,
            HitInterval = WilsonInterval.Of(score.Hits, score.Commands),
            Wrong = score.WrongClips,
            WrongRate = score.WrongRate,
            Unknowns = score.Unknowns,
            Accepted = score.Accepted,
            AcceptedRate = score.AcceptedRate,
            Stray = score.Stray,
            BackgroundHours = _aloneLength / 3600.0 / _sampleRate,
            FalseAlarms = _alone?.Decisions.Count ?? 0,
            FalseAlarmsPerHour = PerHour(_alone?.Decisions),
            LatencyP50 = score.LatencyPercentile(0.5),
            LatencyP90 = score.LatencyPercentile(0.9),
            Curve = [.. OperatingCurve.Thresholds(_model.Decoder).Select(PointAt)],
        };
    }

    /// <summary>Decisions in the stream of clips, as the network made them.</summary>
    internal IReadOnlyList<StreamDecision> Decisions => _mixture.Decisions;

    /// <summary>Decisions in the stream of clips, had the threshold been another.</summary>
    internal IReadOnlyList<StreamDecision> DecisionsAt(int threshold) => OperatingCurve.Decide(_model, _mixture.Track, threshold, SamplesPerTick);

    private int SamplesPerTick => (int)((long)_model.TickMicroseconds * _sampleRate / 1_000_000);

    private StreamScore Score(IReadOnlyList<StreamDecision> decisions)
        => StreamScore.Of(_stream.Placements, decisions, Array.IndexOf(_model.Labels, LabelNames.UnknownLabel), _sampleRate);

    private OperatingPoint PointAt(int threshold)
    {
        var score = Score(DecisionsAt(threshold));
        var alarms = _alone is null ? null : OperatingCurve.Decide(_model, _alone.Track, threshold, SamplesPerTick);
        return new OperatingPoint(
            Math.Round(threshold / 32768.0, 4), threshold == _model.Decoder.TriggerThreshold,
            1 - score.HitRate, score.WrongRate, score.AcceptedRate, PerHour(alarms));
    }

    private double? PerHour(IReadOnlyList<StreamDecision>? decisions)
        => decisions is null ? null : decisions.Count * 3600.0 * _sampleRate / _aloneLength;
}
