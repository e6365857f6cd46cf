namespace EdgeSnn.Sensors.Encoders;

/// <summary>Gathers the scalar values of one tick from chunks of any size.</summary>
internal sealed class TickValues(int count)
{
    private readonly int[] _values = new int[count];
    private int _filled;

    /// <summary>Values per tick.</summary>
    public int Count => _values.Length;

    /// <summary>The values of the tick that was completed last.</summary>
    public ReadOnlySpan<int> Values => _values;

    /// <summary>Takes values up to the end of the tick.</summary>
    /// <returns>How many were taken.</returns>
    public int Take(ReadOnlySpan<int> samples, out bool complete)
    {
        var taken = Math.Min(samples.Length, _values.Length - _filled);
        samples[..taken].CopyTo(_values.AsSpan(_filled));
        _filled += taken;
        complete = _filled == _values.Length;
        if (complete)
            _filled = 0;
        return taken;
    }

    public void Reset() => _filled = 0;
}
