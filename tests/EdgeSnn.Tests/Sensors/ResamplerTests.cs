using CsCheck;
using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Tests.Sensors;

public class ResamplerTests
{
    [Theory]
    [InlineData(8_000, 16_000)]
    [InlineData(11_025, 16_000)]
    [InlineData(22_050, 16_000)]
    [InlineData(44_100, 16_000)]
    [InlineData(44_099, 16_000)]
    [InlineData(48_000, 16_000)]
    [InlineData(192_000, 16_000)]
    [InlineData(767_999, 16_000)]
    [InlineData(16_000, 44_100)]
    [InlineData(15_999, 16_000)]
    public void Tone_keeps_its_frequency_phase_and_amplitude(int inputRate, int outputRate)
    {
        foreach (var share in new[] { 0.05, 0.37, 0.85 })
        {
            var frequency = share * Math.Min(inputRate, outputRate) / 2.0;
            var output = Convert(Tone(inputRate, frequency, 20_000, inputRate / 2), inputRate, outputRate);
            var expected = Tone(outputRate, frequency, 20_000, output.Length);
            var middle = (output.Length / 4)..(output.Length * 3 / 4);
            Assert.InRange(ErrorDecibels(output[middle], expected[middle]), double.NegativeInfinity, -75.0);
        }
    }

    [Theory]
    [InlineData(44_100, 16_000)]
    [InlineData(44_099, 16_000)]
    [InlineData(48_000, 16_000)]
    [InlineData(192_000, 16_000)]
    [InlineData(767_999, 16_000)]
    public void Tones_above_the_new_nyquist_frequency_vanish(int inputRate, int outputRate)
    {
        foreach (var frequency in new[] { 8_010.0, 9_000.0, 13_500.0, 16_000.0, 21_900.0 })
        {
            var output = Convert(Tone(inputRate, frequency, 32_000, inputRate / 2), inputRate, outputRate);
            var middle = output[(output.Length / 4)..(output.Length * 3 / 4)];
            // Rounding to 16 bits alone is 0.29 of a step, -101 dB of full scale.
            Assert.InRange(Decibels(middle, 32_000 / Math.Sqrt(2)), double.NegativeInfinity, -80.0);
        }
    }

    [Theory]
    [InlineData(8_000, 16_000)]
    [InlineData(11_025, 16_000)]
    [InlineData(15_999, 16_000)]
    public void Images_above_the_old_nyquist_frequency_vanish(int inputRate, int outputRate)
    {
        var frequency = inputRate * 0.2;
        var output = Convert(Tone(inputRate, frequency, 32_000, inputRate / 2), inputRate, outputRate);
        var expected = Tone(outputRate, frequency, 32_000, output.Length);
        var middle = (output.Length / 4)..(output.Length * 3 / 4);
        Assert.InRange(ErrorDecibels(output[middle], expected[middle]), double.NegativeInfinity, -80.0);
    }

    [Theory]
    [InlineData(8_000, 16_000)]
    [InlineData(44_100, 16_000)]
    [InlineData(44_099, 16_000)]
    [InlineData(768_000, 1_000)]
    [InlineData(1, 16_000)]
    public void Constant_signal_passes_unchanged_but_for_the_ends(int inputRate, int outputRate)
    {
        foreach (var level in new short[] { short.MinValue, -12_345, 1, short.MaxValue })
        {
            var input = new short[Math.Max(inputRate, 200)];
            Array.Fill(input, level);
            var output = Convert(input, inputRate, outputRate);
            foreach (var sample in output[(output.Length * 3 / 8)..(output.Length * 5 / 8)])
                Assert.Equal(level, sample);
        }
    }

    [Fact]
    public void Equal_rates_pass_samples_unchanged()
    {
        short[] input = [1, -1, short.MaxValue, short.MinValue, 0, 77];
        Assert.Equal(input, Convert(input, 16_000, 16_000));
    }

    [Fact]
    public void Full_scale_square_saturates_instead_of_wrapping()
    {
        var input = new short[4_000];
        for (var i = 0; i < input.Length; i++)
            input[i] = i / 50 % 2 == 0 ? short.MaxValue : short.MinValue;
        var output = Convert(input, 8_000, 16_000);
        Assert.Contains(short.MaxValue, output);
        for (var i = 0; i < output.Length; i++)
        {
            if (i / 2 % 50 is > 10 and < 40)
                Assert.Equal(i / 100 % 2 == 0, output[i] > 20_000);
        }
    }

    [Fact]
    public void Length_is_the_input_duration_rounded_up()
    {
        var sizes = Gen.Select(Gen.Int[0, 3_000], Rates(8_000, 11_025, 16_000, 44_099, 44_100, 96_000), Rates(8_000, 16_000, 44_100));
        sizes.Sample(
            (length, inputRate, outputRate) =>
                Assert.Equal(
                    (((long)length * outputRate) + inputRate - 1) / inputRate,
                    Convert(new short[length], inputRate, outputRate).Length),
            iter: 60);
    }

    [Fact]
    public void Any_split_into_chunks_gives_the_same_samples()
    {
        var cases = Gen.Select(
            Gen.Short.Array[0, 4_000],
            Gen.Int[1, 700].Array[1, 8],
            Gen.Int[1, 700].Array[1, 8],
            Rates(8_000, 44_099, 44_100, 48_000));
        cases.Sample(
            (input, writes, reads, rate) =>
            {
                var whole = Convert(input, rate, 16_000);
                Assert.Equal(whole, ConvertInChunks(new Resampler(rate, 16_000), input, writes, reads));
            },
            iter: 60);
    }

    [Fact]
    public void Reset_is_as_good_as_new()
    {
        var input = Tone(44_100, 440.0, 10_000, 5_000);
        var resampler = new Resampler(44_100, 16_000);
        var first = ConvertInChunks(resampler, input, [999], [333]);
        resampler.Reset();
        Assert.Equal(first, ConvertInChunks(resampler, input, [123], [4567]));
    }

    [Fact]
    public void Writing_after_completion_is_refused()
    {
        var resampler = new Resampler(8_000, 16_000);
        resampler.Complete();
        Assert.Throws<InvalidOperationException>(() => resampler.Write(new short[1]));
        Assert.True(resampler.IsComplete);
    }

    [Theory]
    [InlineData(0, 16_000)]
    [InlineData(768_001, 16_000)]
    [InlineData(16_000, 999)]
    [InlineData(16_000, 768_001)]
    public void Rates_out_of_range_are_refused(int inputRate, int outputRate)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(inputRate, outputRate));

    [Fact]
    public void Awkward_ratios_take_no_more_table_than_customary_ones()
    {
        foreach (var (up, down) in new[] { (16_000, 44_099), (16_000, 767_999), (767_999, 16_000), (1_000, 767_999) })
        {
            var kernel = new ResamplerKernel(up, down);
            Assert.True(kernel.IsInterpolated);
            Assert.InRange((kernel.PhaseSteps + 1) * kernel.Taps, 1, 1 << 18);
        }
    }

    internal static short[] Convert(short[] input, int inputRate, int outputRate)
        => ConvertInChunks(new Resampler(inputRate, outputRate), input, [input.Length + 1], [4_096]);

    internal static short[] Tone(int rate, double frequency, double amplitude, int length)
    {
        var samples = new short[length];
        for (var i = 0; i < length; i++)
            samples[i] = (short)Math.Round(amplitude * Math.Sin(2.0 * Math.PI * frequency * i / rate));
        return samples;
    }

    private static Gen<int> Rates(params int[] rates) => Gen.Int[0, rates.Length - 1].Select(i => rates[i]);

    private static short[] ConvertInChunks(Resampler resampler, ReadOnlySpan<short> input, int[] writes, int[] reads)
    {
        var output = new List<short>();
        var buffer = new short[reads.Max()];
        for (var turn = 0; !resampler.IsComplete; turn++)
        {
            if (input.IsEmpty)
                resampler.Complete();
            else
                input = input[resampler.Write(input[..Math.Min(input.Length, writes[turn % writes.Length])])..];
            int count;
            while ((count = resampler.Read(buffer.AsSpan(0, reads[turn % reads.Length]))) > 0)
                output.AddRange(buffer[..count]);
        }

        return [.. output];
    }

    private static double ErrorDecibels(short[] samples, short[] expected)
        => Decibels([.. samples.Zip(expected, (a, b) => a - b)], Rms([.. expected.Select(s => (int)s)]));

    private static double Decibels(short[] samples, double reference) => Decibels([.. samples.Select(s => (int)s)], reference);

    private static double Decibels(int[] samples, double reference) => 20.0 * Math.Log10((Rms(samples) + 1e-9) / reference);

    private static double Rms(int[] samples) => Math.Sqrt(samples.Average(s => (double)s * s));
}
