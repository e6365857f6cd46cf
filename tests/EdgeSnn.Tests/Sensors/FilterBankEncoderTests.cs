using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Tests.Sensors;

public class FilterBankEncoderTests : SampledEncoderContract<short>
{
    protected override short[] Stream { get; } = ResamplerTests.Tone(16_000, 700, 12_000, 8_000);

    protected override IEncoder<short> Create() => new FilterBankEncoder(new FilterBankOptions());

    [Theory]
    [InlineData(16_000, 40, 7_000, 1)]
    [InlineData(8_000, 32, 3_700, 2)]
    [InlineData(16_000, 13, 6_000, 3)]
    public void Vector_twin_gives_the_spikes_of_the_scalar_code(int sampleRate, int bands, int high, int seed)
    {
        var options = new FilterBankOptions { SampleRate = sampleRate, Bands = bands, HighHertz = high };
        var noise = Noise(sampleRate, seed);
        var scalar = Raster(new FilterBankEncoder(options, forceScalar: true), noise, [noise.Length]);
        var vector = Raster(new FilterBankEncoder(options, forceScalar: false), noise, [97, 1, 128]);
        Assert.Contains(scalar, tick => tick.Length > 0);
        Assert.Equal(scalar, vector);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bank_decays_to_exactly_zero_in_silence(bool forceScalar)
    {
        var bank = new FilterBank(new FilterBankOptions(), forceScalar);
        var samples = Noise(128, 4);
        bank.Process(samples);
        for (var tick = 0; tick < 1_000; tick++) bank.Process(new short[128]);
        bank.ClearSums();
        bank.Process(new short[128]);
        Assert.All(bank.Sums.ToArray(), sum => Assert.Equal(0, sum));
    }

    [Fact]
    public void Silence_makes_no_spikes()
        => Assert.All(Raster(Create(), new short[16_000], [1_000]), Assert.Empty);

    [Fact]
    public void Loudest_square_wave_stays_within_the_state()
    {
        // The widest swing at every band's own period: vector and scalar agree, so nothing overflowed on the way.
        foreach (var period in new[] { 2, 4, 16, 80, 160 })
        {
            var wave = new short[16_000];
            for (var n = 0; n < wave.Length; n++) wave[n] = n / (period / 2) % 2 == 0 ? short.MaxValue : short.MinValue;
            var bank = new FilterBank(new FilterBankOptions(), forceScalar: true);
            for (var at = 0; at + 128 <= wave.Length; at += 128)
            {
                bank.ClearSums();
                bank.Process(wave.AsSpan(at, 128));
                Assert.All(bank.Sums.ToArray(), sum => Assert.InRange(sum, 0, 128L << (16 + FilterBank.SampleFractionBits)));
            }
        }
    }

    [Fact]
    public void A_tone_is_loudest_in_its_own_band()
    {
        var bank = new FilterBank(new FilterBankOptions(), forceScalar: true);
        var tone = ResamplerTests.Tone(16_000, 1_000, 8_000, 8_000);
        for (var at = 0; at + 128 <= tone.Length; at += 128) bank.Process(tone.AsSpan(at, 128));
        var sums = bank.Sums.ToArray();
        // 1 kHz is 1000 mel on the bank's scale, whose 41 steps run from 150 to 2704 mel.
        Assert.InRange(Array.IndexOf(sums, sums.Max()), 12, 13);
    }

    private static short[] Noise(int length, int seed)
    {
        var random = new Random(seed);
        var samples = new short[length];
        for (var n = 0; n < length; n++) samples[n] = (short)random.Next(-20_000, 20_000);
        return samples;
    }
}
