namespace EdgeSnn.Training;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): a seeded source of randomness that is the same on every machine.
/// Every augmented row owns one, seeded from run seed, epoch and row, so threads cannot change what is drawn.
/// </summary>
public sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public static Dice For(int seed, int epoch, int row) =>
        new(((ulong)(uint)seed * 0x9E3779B97F4A7C15UL) ^ ((ulong)(uint)epoch << 40) ^ ((ulong)(uint)row * 0xD1B54A32D192ED03UL));

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>0 .. count-1.</summary>
    public int Pick(int count) => (int)((Next() >> 32) * (ulong)count >> 32);

    public float Uniform(float low = 0f, float high = 1f) => low + (high - low) * (Next() >> 40) * (1f / (1 << 24));

    public bool Chance(float probability) => Uniform() < probability;

    /// <summary>Standard normal, as a sum of twelve uniforms: no transcendental function, good to four sigma.</summary>
    public float Normal()
    {
        var sum = -6f;
        for (var k = 0; k < 6; k++)
        {
            var bits = Next();
            sum += ((bits >> 40) + ((bits >> 8) & 0xFFFFFF)) * (1f / (1 << 24));
        }

        return sum;
    }

    public void Shuffle<T>(T[] items)
    {
        for (var k = items.Length - 1; k > 0; k--)
        {
            var other = Pick(k + 1);
            (items[k], items[other]) = (items[other], items[k]);
        }
    }
}
