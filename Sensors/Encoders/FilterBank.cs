namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// The band-pass bank: per band two equal sections y = b (x - x[-2]) - a1 y[-1] - a2 y[-2] in cascade, and the sum of
/// |y| since the last <see cref="ClearSums"/>. Samples enter as Q12; coefficients Q29; products 64 bits; the state is
/// rounded toward zero once per sample, so that after the last non-zero sample every band decays to exactly 0.
/// Scalar here, the bit-equal vector twin in FilterBank.Vector.cs. Owned by one thread; allocates in the constructor only.
/// </summary>
internal sealed partial class FilterBank
{
    /// <summary>Fraction bits given to a 16-bit sample; leaves 3 bits of headroom over the largest difference.</summary>
    internal const int SampleFractionBits = 12;

    private const int Lanes = 8;
    private const long RoundMask = (1L << FilterBankDesign.FractionBits) - 1;

    private readonly bool _vector;
    private readonly int _bands;
    private readonly int[] _b;
    private readonly int[] _a1;
    private readonly int[] _a2;
    private readonly int[] _first1;
    private readonly int[] _first2;
    private readonly int[] _second1;
    private readonly int[] _second2;
    private readonly long[] _sums;
    private readonly int[] _differences;
    private int _sample1;
    private int _sample2;

    internal FilterBank(FilterBankOptions options, bool forceScalar)
    {
        _vector = !forceScalar && IsVectorSupported;
        _bands = options.Bands;
        var padded = (_bands + Lanes - 1) / Lanes * Lanes;
        _b = new int[padded];
        _a1 = new int[padded];
        _a2 = new int[padded];
        FilterBankDesign.Compute(options, _b, _a1, _a2);
        _first1 = new int[padded];
        _first2 = new int[padded];
        _second1 = new int[padded];
        _second2 = new int[padded];
        _sums = new long[padded];
        _differences = new int[options.SamplesPerTick];
    }

    /// <summary>Sum of |y| per band since the last clear, Q12.</summary>
    internal ReadOnlySpan<long> Sums => _sums.AsSpan(0, _bands);

    internal void ClearSums() => Array.Clear(_sums);

    internal void Reset()
    {
        Array.Clear(_first1);
        Array.Clear(_first2);
        Array.Clear(_second1);
        Array.Clear(_second2);
        Array.Clear(_sums);
        _sample1 = 0;
        _sample2 = 0;
    }

    /// <summary>Filters at most one tick of samples. Cost: two sections per band and sample.</summary>
    internal void Process(ReadOnlySpan<short> samples)
    {
        var differences = _differences.AsSpan(0, samples.Length);
        var sample1 = _sample1;
        var sample2 = _sample2;
        for (var n = 0; n < samples.Length; n++)
        {
            int sample = samples[n];
            differences[n] = (sample - sample2) << SampleFractionBits;
            sample2 = sample1;
            sample1 = sample;
        }

        _sample1 = sample1;
        _sample2 = sample2;
        if (_vector)
            FilterVector(differences);
        else
            FilterScalar(differences);
    }

    private void FilterScalar(ReadOnlySpan<int> differences)
    {
        for (var band = 0; band < _bands; band++)
        {
            long b = _b[band], a1 = _a1[band], a2 = _a2[band];
            int p1 = _first1[band], p2 = _first2[band], q1 = _second1[band], q2 = _second2[band];
            long sum = 0;
            for (var n = 0; n < differences.Length; n++)
            {
                var p = RoundToZero(b * differences[n] - a1 * p1 - a2 * p2);
                var q = RoundToZero(b * (p - p2) - a1 * q1 - a2 * q2);
                p2 = p1;
                p1 = p;
                q2 = q1;
                q1 = q;
                sum += q < 0 ? -q : q;
            }

            _first1[band] = p1;
            _first2[band] = p2;
            _second1[band] = q1;
            _second2[band] = q2;
            _sums[band] += sum;
        }
    }

    private static int RoundToZero(long accumulator) =>
        (int)((accumulator + ((accumulator >> 63) & RoundMask)) >> FilterBankDesign.FractionBits);
}
