namespace EdgeSnn.Firmware.Evaluation;

/// <summary>
/// Where the true rate lies with 95 % confidence when so many of so many succeeded: Wilson's score interval (J. Am. Stat.
/// Assoc. 22, 1927), which stays inside [0, 1] and holds for small counts and rates near 1.
/// </summary>
/// <param name="Low">Lower end, 0 .. 1.</param>
/// <param name="High">Upper end, 0 .. 1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    private const double Z = 1.959964;

    /// <summary>The interval of a count of successes.</summary>
    /// <param name="successes">0 .. <paramref name="trials"/>.</param>
    /// <param name="trials">At least 0; without trials the rate may be anything.</param>
    public static WilsonInterval Of(long successes, long trials)
    {
        if (trials == 0)
            return new WilsonInterval(0, 1);
        var rate = successes / (double)trials;
        var z2 = Z * Z / trials;
        var center = (rate + (z2 / 2)) / (1 + z2);
        var half = Z * Math.Sqrt((rate * (1 - rate) / trials) + (z2 / (4 * trials))) / (1 + z2);
        return new WilsonInterval(Math.Max(0, center - half), Math.Min(1, center + half));
    }
}
