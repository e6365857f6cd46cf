using System.Globalization;

namespace EdgeSnn.Benchmarks.Limit;

/// <summary>One variant in C, once.</summary>
/// <param name="Program">Its name.</param>
/// <param name="Bits">Width of its state, or <see cref="PortableBits"/> [bits].</param>
/// <param name="CpuSeconds">Processor time [seconds].</param>
/// <param name="Spikes">What it counted, per population with strokes between.</param>
internal sealed record LimitRun(string Program, int Bits, double CpuSeconds, string Spikes)
{
    /// <summary>Stands for the portable variant, whose vectors have 128 bits and whose state has 16.</summary>
    public const int PortableBits = 128;

    private const double MostAway = 0.05;

    /// <summary>
    /// Whether it did the job: with 32-bit state exactly the spikes of the gold, with 16-bit state nearly as many. A variant that
    /// does something else is no limit.
    /// </summary>
    /// <param name="gold">Spikes per population; a reader that counts fewer populations is compared in those.</param>
    public bool Matches(ReadOnlySpan<long> gold)
    {
        var counted = Spikes.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (counted.Length == 0) return false;
        for (var population = 0; population < counted.Length && population < gold.Length; population++)
        {
            var away = Math.Abs(long.Parse(counted[population], CultureInfo.InvariantCulture) - gold[population]);
            if (Bits == 32 ? away != 0 : away > MostAway * gold[population]) return false;
        }

        return true;
    }
}
