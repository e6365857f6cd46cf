namespace EdgeSnn.Benchmarks;

/// <summary>Sound that needs no file: bursts of noise of half a second, falling in level, with silence between.</summary>
public static class GeneratedAudio
{
    public static short[] Bursts(int count)
    {
        var random = new Random(1);
        var samples = new short[count];
        var burst = count / 20;
        for (var index = 0; index < count; index++)
        {
            if (index / burst % 2 == 1) continue;
            var level = 12_000 * (burst - index % burst) / burst;
            samples[index] = (short)random.Next(-level, level + 1);
        }

        return samples;
    }
}
