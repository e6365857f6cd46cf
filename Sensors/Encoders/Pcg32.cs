namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// Random numbers, PCG-XSH-RR 64/32 of M. E. O'Neill (2014): s = 6364136223846793005 s + 1442695040888963407 mod 2^64,
/// and each output is a xor-folded, rotated part of the state before the step. The sequence depends on the seed alone,
/// never on the machine or the library.
/// </summary>
internal struct Pcg32
{
    private const ulong Multiplier = 6364136223846793005;
    private const ulong Increment = 1442695040888963407;

    private ulong _state;

    /// <summary>Starts the sequence of a seed.</summary>
    public Pcg32(int seed)
    {
        _state = 0;
        Next();
        _state += (uint)seed;
        Next();
    }

    /// <summary>The next number, uniform over 0 .. 2^32 - 1.</summary>
    public uint Next()
    {
        var state = _state;
        _state = unchecked((state * Multiplier) + Increment);
        var folded = (uint)(((state >> 18) ^ state) >> 27);
        return uint.RotateRight(folded, (int)(state >> 59));
    }
}
