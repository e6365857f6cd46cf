using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>Listens to one long stream without ever resetting, and keeps what the network decided and how sure it was.</summary>
public sealed class StreamListener
{
    private readonly IDecoder _decoder;
    private readonly Pipeline<short> _pipeline;
    private readonly List<StreamDecision> _decisions = [];
    private readonly int _sampleRate;
    private long _position;

    /// <summary>Makes a network at rest.</summary>
    public StreamListener(NetworkModel model)
    {
        _decoder = Runtime.Catalog.CreateDecoder(model);
        _pipeline = new Pipeline<short>(Sensors.Catalog.CreateAudioEncoder(model.Encoder), new Network(model), _decoder);
        _sampleRate = AudioInput.SampleRateOf(model);
        Track = new ConfidenceTrack(model.Labels.Length);
    }

    /// <summary>Decisions so far.</summary>
    public IReadOnlyList<StreamDecision> Decisions => _decisions;

    /// <summary>Confidences so far.</summary>
    public ConfidenceTrack Track { get; }

    /// <summary>Samples heard so far. Any thread.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Listens to a stream from its beginning.</summary>
    /// <param name="read">Writes the samples from a position.</param>
    /// <param name="length">How long to listen [samples].</param>
    /// <param name="stop">Gives up.</param>
    public void Listen(StretchReader read, long length, CancellationToken stop)
    {
        var buffer = new short[_sampleRate];
        while (_position < length)
        {
            stop.ThrowIfCancellationRequested();
            var count = (int)Math.Min(buffer.Length, length - _position);
            read(_position, buffer.AsSpan(0, count));
            Advance(buffer.AsSpan(0, count));
        }
    }

    private void Advance(ReadOnlySpan<short> samples)
    {
        while (!samples.IsEmpty)
        {
            var consumed = _pipeline.Advance(samples, out var result);
            samples = samples[consumed..];
            Interlocked.Add(ref _position, consumed);
            if (!result.TickComplete)
                continue;
            Track.Add(_decoder.Confidences);
            if (result.Fired)
                _decisions.Add(new StreamDecision(result.Decision.Class, _position));
        }
    }
}
