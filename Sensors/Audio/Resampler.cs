namespace EdgeSnn.Sensors.Audio;

/// <summary>
/// Changes the sample rate of a stream: y[n] = sum over k of x[k] h(n M / L - k), a fixed-point polyphase filter with
/// L / M = output rate / input rate in lowest terms. Flat to 0.88 of the lower Nyquist frequency, aliases at least 80 dB
/// down, gain 1; equal rates pass samples through unchanged.
/// </summary>
/// <remarks>
/// Write samples, read what has become ready, complete at the end. Sample n of the output stands at n M / L of the input:
/// the delay of the filter is compensated, at the price of looking ahead by half its length (48 samples of the lower
/// rate). All arithmetic is integer: 16-bit samples, Q1.30 coefficients, 64-bit sums, one rounding to nearest,
/// saturation. Ratios with too many phases for a table (44,099 to 16,000 Hz) interpolate between a fixed number of them.
/// Owned by one thread; nothing is allocated after construction.
/// </remarks>
public sealed class Resampler
{
    /// <summary>Lowest output rate: it bounds the filter's length at 73,728 samples [Hz].</summary>
    public const int MinOutputRate = 1_000;

    /// <summary>Highest rate on either side [Hz].</summary>
    public const int MaxRate = WavFormat.MaxSampleRate;

    private const int BlockSamples = 4096;

    private readonly int _up;
    private readonly int _down;
    private readonly ResamplerKernel _kernel;
    private readonly short[] _history;
    private int _start;
    private int _end;
    private int _phase;
    private long _taken;
    private long _given;
    private bool _completed;

    /// <summary>Builds the filter.</summary>
    /// <param name="inputRate">1 .. 768,000 [Hz].</param>
    /// <param name="outputRate">1,000 .. 768,000 [Hz].</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of range.</exception>
    public Resampler(int inputRate, int outputRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputRate, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputRate, MaxRate);
        CheckOutputRate(outputRate);
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(inputRate, outputRate);
        _up = outputRate / divisor;
        _down = inputRate / divisor;
        _kernel = new ResamplerKernel(_up, _down);
        _history = new short[_kernel.Taps + BlockSamples];
        Reset();
    }

    /// <summary>True when the input was completed and everything has been read.</summary>
    public bool IsComplete => _completed && _given == Due;

    private long Due => ((_taken * _up) + _down - 1) / _down;

    /// <summary>Takes input samples, as many as there is room for.</summary>
    /// <param name="input">The next samples of the stream.</param>
    /// <returns>Samples taken; read before offering the rest again.</returns>
    /// <exception cref="InvalidOperationException">The input was completed.</exception>
    public int Write(ReadOnlySpan<short> input)
    {
        if (_completed)
            throw new InvalidOperationException("The input was completed; reset before writing again.");
        MakeRoom();
        var count = Math.Min(input.Length, _history.Length - _end);
        input[..count].CopyTo(_history.AsSpan(_end));
        _end += count;
        _taken += count;
        return count;
    }

    /// <summary>States that no input follows; what is left can be read, ceil(samples written * L / M) in all.</summary>
    public void Complete() => _completed = true;

    /// <summary>Gives the samples that are ready.</summary>
    /// <param name="output">Owned by the caller.</param>
    /// <returns>Samples written; 0 when more input is needed or all has been read.</returns>
    public int Read(Span<short> output)
    {
        var count = 0;
        while (count < output.Length && Ready())
        {
            output[count++] = _kernel.IsInterpolated ? Interpolate() : Narrow(Filter(_phase));
            _given++;
            _start += _down / _up;
            _phase += _down % _up;
            if (_phase >= _up)
            {
                _phase -= _up;
                _start++;
            }
        }

        return count;
    }

    /// <summary>Forgets all input: the state is as after construction.</summary>
    public void Reset()
    {
        // Silence before the first sample puts the middle of the kernel on it.
        Array.Clear(_history);
        _start = 0;
        _end = (_kernel.Taps - 1) / 2;
        _phase = 0;
        _taken = 0;
        _given = 0;
        _completed = false;
    }

    internal static void CheckOutputRate(int sampleRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, MinOutputRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, MaxRate);
    }

    private bool Ready()
    {
        if (_completed && _given == Due)
            return false;
        if (_end - _start >= _kernel.Taps)
            return true;
        if (!_completed)
            return false;

        // Silence follows the last sample.
        MakeRoom();
        var missing = _start + _kernel.Taps - _end;
        _history.AsSpan(_end, missing).Clear();
        _end += missing;
        return true;
    }

    private void MakeRoom()
    {
        if (_start == 0)
            return;
        _history.AsSpan(_start, _end - _start).CopyTo(_history);
        _end -= _start;
        _start = 0;
    }

    // The loop that costs: one multiplication per tap and output sample. Two sums that do not wait for each other are
    // 2.5 times as fast as one (x64, 44,100 to 16,000 Hz).
    private long Filter(int phase)
    {
        var coefficients = _kernel.Phase(phase);
        var samples = _history.AsSpan(_start, coefficients.Length);
        long even = 0;
        long odd = 0;
        var tap = 0;
        for (; tap < samples.Length - 3 && tap < coefficients.Length - 3; tap += 4)
        {
            even += ((long)coefficients[tap] * samples[tap]) + ((long)coefficients[tap + 2] * samples[tap + 2]);
            odd += ((long)coefficients[tap + 1] * samples[tap + 1]) + ((long)coefficients[tap + 3] * samples[tap + 3]);
        }

        for (; tap < coefficients.Length; tap++)
            even += (long)coefficients[tap] * samples[tap];
        return even + odd;
    }

    private short Interpolate()
    {
        const int KeptBits = 15;
        var scaled = (long)_phase * _kernel.PhaseSteps;
        var lower = (int)(scaled / _up);
        var fraction = ((scaled % _up) << 16) / _up;
        var from = Filter(lower) >> KeptBits;
        var to = Filter(lower + 1) >> KeptBits;
        return Narrow((from << KeptBits) + (((to - from) * fraction) >> (16 - KeptBits)));
    }

    private static short Narrow(long sum)
    {
        const int Bits = ResamplerKernel.FractionBits;
        return (short)Math.Clamp((sum + (1L << (Bits - 1))) >> Bits, short.MinValue, short.MaxValue);
    }
}
