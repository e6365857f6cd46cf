namespace EdgeSnn.Firmware.Evaluation;

/// <summary>The smoothed confidences of every class in every tick of a stream: what a trigger sees, kept to ask it again.</summary>
public sealed class ConfidenceTrack
{
    private readonly int _classes;
    private short[] _values = new short[1 << 16];

    /// <summary>Begins an empty track.</summary>
    public ConfidenceTrack(int classes) => _classes = classes;

    /// <summary>Length [ticks].</summary>
    public int Ticks { get; private set; }

    /// <summary>Appends a tick.</summary>
    /// <param name="confidences">One per class, Q0.15.</param>
    public void Add(ReadOnlySpan<int> confidences)
    {
        var start = Ticks * _classes;
        if (start + _classes > _values.Length)
            Array.Resize(ref _values, _values.Length * 2);
        for (var label = 0; label < _classes; label++)
            _values[start + label] = (short)confidences[label];
        Ticks++;
    }

    /// <summary>The confidences of a tick.</summary>
    /// <param name="tick">0 .. <see cref="Ticks"/> - 1.</param>
    /// <param name="confidences">Receives one per class, Q0.15.</param>
    public void Read(int tick, Span<int> confidences)
    {
        for (var label = 0; label < _classes; label++)
            confidences[label] = _values[(tick * _classes) + label];
    }
}
