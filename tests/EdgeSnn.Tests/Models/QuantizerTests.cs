using EdgeSnn.Models.Quantize;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Models;

public class QuantizerTests
{
    public static TheoryData<NeuronKind> Kinds => [.. Enum.GetValues<NeuronKind>().Where(k => k != NeuronKind.Input)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fixed_point_of_every_kind_follows_its_exact_values_within_stated_steps(NeuronKind kind)
    {
        var identical = 0;
        for (var seed = 0; seed < 8; seed++)
        {
            var model = Quantizer.Quantize(RandomNetworks.Create(seed, kind), new() { WeightBits = 8 }).Model;
            var fidelity = FidelityCheck.Run(ReferenceModel.From(model), model, [RandomNetworks.Spikes(seed, 300)]);
            var hidden = fidelity.Populations[0];
            Assert.Equal(0, fidelity.Saturations);
            // One spike that falls on the other side of a threshold changes all that follow through the recurrence.
            Assert.InRange(hidden.Coincidence, 0.9, 1);
            if (hidden.FirstDifferentTick >= 0)
                continue;
            identical++;
            // Less than one step per tick and stage, kept for 1 / (1 - a) ticks: 5 ticks of current, then 20 of potential;
            // an adaptive threshold that is subtracted adds its own.
            var stages = kind switch
            {
                NeuronKind.IntegrateAndFire => 0,
                NeuronKind.Lif or NeuronKind.LeakyIntegrator => 20,
                NeuronKind.AdaptiveLif => 400,
                _ => 5 * 20,
            };
            Assert.InRange(hidden.PotentialLargest * (1 << hidden.FractionBits), 0, stages);
        }
        Assert.InRange(identical, 7, 8);
    }

    [Fact]
    public void Int16_spikes_as_double_precision_over_500_ticks()
    {
        var model = RandomNetworks.Create(7);
        var result = Quantizer.Quantize(model, new() { WeightBits = 16, Calibration = [RandomNetworks.Spikes(3, 500)] });
        var hidden = result.Report.Fidelity!.Populations[0];
        Assert.InRange(hidden.ReferenceSpikes, 200, 100_000);
        Assert.InRange(hidden.Coincidence, 0.995, 1);
        Assert.InRange(hidden.CountCosine, 0.9999, 1);
    }

    [Theory]
    [InlineData(4, 18)]
    [InlineData(8, 44)]
    [InlineData(16, 92)]
    public void Weights_keep_the_stated_signal_to_noise(int bits, double decibels)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var report = Quantizer.Quantize(RandomNetworks.Create(seed), new() { WeightBits = bits }).Report;
            Assert.All(report.Weights, error => Assert.InRange(error.SignalToNoise, decibels, 999));
            Assert.All(report.Weights, error => Assert.Equal(0, error.Clipped));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void A_scale_per_channel_is_better_than_one_per_tensor(int bits)
    {
        var model = RandomNetworks.Create(11);
        var channel = Quantizer.Quantize(model, new() { WeightBits = bits }).Report;
        var tensor = Quantizer.Quantize(model, new() { WeightBits = bits, PerChannel = false });
        Assert.All(tensor.Model.Projections, p => Assert.Single(p.Scale));
        Assert.True(channel.Weights[0].SignalToNoise > tensor.Report.Weights[0].SignalToNoise + 2);
    }

    [Fact]
    public void Least_squares_clipping_never_raises_the_error_of_four_bits()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var model = RandomNetworks.Create(seed);
            var full = Quantizer.Quantize(model, new() { WeightBits = 4 }).Report;
            var clipped = Quantizer.Quantize(model, new() { WeightBits = 4, Clipping = WeightClipping.LeastSquares }).Report;
            Assert.True(SquaredError(clipped, model, 1) <= SquaredError(full, model, 1) * 1.001);
        }
    }

    [Fact]
    public void Projections_into_one_population_share_their_scale_and_scales_are_fine()
    {
        var model = Quantizer.Quantize(RandomNetworks.Create(2), new() { WeightBits = 16 }).Model;
        Assert.Equal(model.Projections[0].Scale, model.Projections[1].Scale);
        Assert.Equal(model.Projections[0].Scale, model.Projections[2].Scale);
        Assert.All(model.Projections.SelectMany(p => p.Scale), scale => Assert.InRange(scale, 32, int.MaxValue));
    }

    [Fact]
    public void Few_weights_are_stored_as_fan_outs_without_zeros()
    {
        var model = Quantizer.Quantize(RandomNetworks.Create(2, density: 0.2), new()).Model;
        Assert.Equal(SynapseStorage.Sparse, model.Projections[0].Storage);
        Assert.DoesNotContain((short)0, model.Projections[0].Weights);
        Assert.Equal(SynapseStorage.Dense, model.Projections[3].Storage);
    }

    [Fact]
    public void Storage_changes_neither_spikes_nor_potentials()
    {
        var model = RandomNetworks.Create(2);
        var sparse = Quantizer.Quantize(model, new() { SparseBelowDensity = 1 }).Model;
        var dense = Quantizer.Quantize(model, new() { SparseBelowDensity = 0 }).Model;
        var recordings = RandomNetworks.Recordings(3, 100);
        Assert.Equivalent(
            FidelityCheck.Run(model, sparse, recordings).Populations,
            FidelityCheck.Run(model, dense, recordings).Populations, strict: true);
    }

    [Fact]
    public void Pruning_leaves_the_largest_weights()
    {
        var model = RandomNetworks.Create(4, density: 1);
        var pruned = MagnitudePruning.Prune(model, 0.9).Projections[0].Weights;
        var kept = pruned.Where(w => w != 0).Select(Math.Abs).ToArray();
        Assert.InRange(kept.Length, 0.099 * pruned.Length, 0.101 * pruned.Length);
        var lost = model.Projections[0].Weights.Where((_, k) => pruned[k] == 0).Max(Math.Abs);
        Assert.True(lost <= kept.Min());
    }

    [Fact]
    public void Exact_values_quantize_to_themselves()
    {
        var first = Quantizer.Quantize(RandomNetworks.Create(9), new()).Model;
        var options = new QuantizationOptions { FractionBits = [.. first.Populations.Select(p => p.FractionBits)] };
        ModelComparer.AssertEqual(first, Quantizer.Quantize(ReferenceModel.From(first), options).Model);
    }

    [Fact]
    public void Calibrated_range_of_potentials_is_used_without_saturation()
    {
        var model = RandomNetworks.Create(6, NeuronKind.IntegrateAndFire);
        var result = Quantizer.Quantize(model, new() { Calibration = RandomNetworks.Recordings(4, 200) });
        Assert.Equal(0, result.Report.Fidelity!.Saturations);
        Assert.All(result.Report.Fidelity.Populations, p => Assert.InRange(p.RangeUsed, 0, 0.125));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public void Odd_weight_bits_are_refused(int bits) =>
        Assert.Throws<ArgumentException>(() => Quantizer.Quantize(RandomNetworks.Create(1), new() { WeightBits = bits }));

    // All projections into one population share a scale, so that their errors count together.
    private static double SquaredError(QuantizationReport report, ReferenceModel model, int post) =>
        Enumerable.Range(0, model.Projections.Length).Where(q => model.Projections[q].Post == post)
            .Sum(q => report.Weights[q].RootMeanSquare * report.Weights[q].RootMeanSquare * model.Projections[q].Weights.Length);
}
