using System.Numerics;
using System.Runtime.Intrinsics;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Tests.Runtime;

public sealed class RoundTests
{
    [Fact]
    public void A_decay_is_the_exact_product_rounded_toward_zero()
    {
        foreach (var value in Edges())
            foreach (var decay in Decays())
                Assert.Equal((int)((BigInteger)value * decay / 32768), Round.Decay(value, decay));
    }

    [Theory]
    [InlineData(1, 32767, 0)]
    [InlineData(-1, 32767, 0)]
    [InlineData(3, 16384, 1)]
    [InlineData(-3, 16384, -1)]
    [InlineData(int.MinValue, 32768, int.MinValue)]
    [InlineData(int.MaxValue, 32768, int.MaxValue)]
    [InlineData(int.MinValue, 0, 0)]
    public void Golden_decays(int value, int decay, int left) => Assert.Equal(left, Round.Decay(value, decay));

    [Fact]
    public void A_decay_is_within_one_step_of_the_real_product()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 1000; trial++)
        {
            int value = random.Next(int.MinValue, int.MaxValue), decay = random.Next(0, 32769);
            Assert.InRange(Math.Abs((double)value * decay / 32768) - Math.Abs((double)Round.Decay(value, decay)), 0, 0.9999999);
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Either_sign_decays_to_exactly_zero_and_stays(int value)
    {
        for (var tick = 0; tick < 1_000_000 && value != 0; tick++) value = Round.Decay(value, Decay.One - 1);
        Assert.Equal(0, value);
        Assert.Equal(0, Round.Decay(value, Decay.One - 1));
    }

    [Fact]
    public void A_sum_of_three_is_exact_or_saturates_once()
    {
        foreach (var a in Edges())
            foreach (var b in Edges())
                foreach (var c in (int[])[0, 1, -1, int.MaxValue, int.MinValue])
                {
                    var exact = (long)a + b + c;
                    var saturations = 0L;
                    Assert.Equal((int)Math.Clamp(exact, int.MinValue, int.MaxValue), Round.AddSaturating(a, b, c, ref saturations));
                    Assert.Equal(exact is < int.MinValue or > int.MaxValue ? 1 : 0, saturations);
                }
    }

    [Fact]
    public void A_raised_threshold_beyond_the_range_is_the_highest_potential()
    {
        Assert.Equal(int.MaxValue, Round.RaiseThreshold(int.MaxValue, int.MaxValue));
        Assert.Equal(int.MaxValue, Round.RaiseThreshold(1, int.MaxValue));
        Assert.Equal(-1, Round.RaiseThreshold(int.MinValue, int.MaxValue));
    }

    [Fact]
    public void Vector_twins_give_the_bits_and_counts_of_the_scalar_code()
    {
        if (Vector128.IsHardwareAccelerated) AssertTwins<Lanes128>();
        if (Vector256.IsHardwareAccelerated) AssertTwins<Lanes256>();
        if (Vector512.IsHardwareAccelerated) AssertTwins<Lanes512>();
    }

    private static void AssertTwins<TLanes>() where TLanes : struct, ILanes<TLanes>
    {
        var edges = Edges();
        var random = new Random(2);
        int[] a = new int[16], b = new int[16], c = new int[16], decay = new int[16], rise = new int[16];
        for (var trial = 0; trial < 20_000; trial++)
        {
            for (var lane = 0; lane < 16; lane++)
            {
                (a[lane], b[lane], c[lane]) = (Pick(), Pick(), Pick());
                decay[lane] = random.Next(3) == 0 ? 32768 : random.Next(0, 32769);
                rise[lane] = Pick() & int.MaxValue;
            }

            AssertTwin<TLanes>(lane => Round.Decay(a[lane], decay[lane]), RoundLanes.Decay(Load(a), Load(decay)));
            AssertTwin<TLanes>(lane => Round.RaiseThreshold(a[lane], rise[lane]), RoundLanes.RaiseThreshold(Load(a), Load(rise)));
            long two = 0, three = 0, twoLanes = 0, threeLanes = 0;
            AssertTwin<TLanes>(lane => Round.AddSaturating(a[lane], b[lane], ref two), RoundLanes.AddSaturating(Load(a), Load(b), ref twoLanes));
            AssertTwin<TLanes>(lane => Round.AddSaturating(a[lane], b[lane], c[lane], ref three), RoundLanes.AddSaturating(Load(a), Load(b), Load(c), ref threeLanes));
            Assert.Equal((two, three), (twoLanes, threeLanes));
        }

        int Pick() => random.Next(2) == 0 ? edges[random.Next(edges.Length)] : random.Next(int.MinValue, int.MaxValue);
        static TLanes Load(int[] values) => TLanes.Load(ref values[0], 0);
    }

    private static void AssertTwin<TLanes>(Func<int, int> scalar, TLanes lanes) where TLanes : struct, ILanes<TLanes>
    {
        var found = new int[16];
        TLanes.Store(lanes, ref found[0], 0);
        for (var lane = 0; lane < TLanes.Count; lane++) Assert.Equal(scalar(lane), found[lane]);
    }

    private static int[] Edges()
    {
        var edges = new SortedSet<int> { int.MaxValue, int.MinValue };
        for (var bit = 0; bit < 32; bit++)
            for (var off = -2; off <= 2; off++)
            {
                edges.Add((1 << bit) + off);
                edges.Add(-(1 << bit) + off);
            }

        return [.. edges];
    }

    private static int[] Decays() => [0, 1, 2, 255, 256, 16383, 16384, 16385, 32766, 32767, 32768];
}
