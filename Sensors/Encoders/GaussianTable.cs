namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// exp(-z^2 / 2) in Q0.15 for z = 0, 1/64, 2/64 .. 5 standard deviations; 0 beyond, where it is below one step.
/// </summary>
/// <remarks>
/// 1 / exp(y) from the power series of exp, by additions, multiplications and divisions of doubles only, each of which
/// IEEE 754 fixes to the last bit; so every machine builds the same integers.
/// </remarks>
internal static class GaussianTable
{
    public const int StepsPerDeviation = 64;
    public const int One = 1 << GaussianPopulationOptions.ActivationFractionBits;

    private static readonly int[] Values = Build();

    /// <summary>The value at a distance [1/64 standard deviations].</summary>
    public static int At(long steps) => steps < Values.Length ? Values[steps] : 0;

    private static int[] Build()
    {
        var values = new int[(5 * StepsPerDeviation) + 1];
        for (var step = 0; step < values.Length; step++)
        {
            var z = (double)step / StepsPerDeviation;
            var y = z * z / 2.0;
            var term = 1.0;
            var sum = 1.0;
            for (var k = 1; k <= 80; k++)
            {
                term *= y / k;
                sum += term;
            }

            values[step] = (int)Math.Round(One / sum);
        }

        return values;
    }
}
