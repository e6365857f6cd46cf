using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Models.Quantize;

/// <summary>
/// Turns a double-precision blueprint into a fixed-point one. With F fractional bits and a weight step s of post
/// neuron j: scale S = ceil(s 2^F) potential units, weight q = round(w 2^F / S), so that q S is what the neuron receives,
/// exactly, and rounding S costs nothing beyond the step. Decays round to the nearest 2^-15.
/// </summary>
public static class Quantizer
{
    /// <summary>Quantizes a model and reports what that cost.</summary>
    /// <param name="model">The double-precision blueprint; unchanged.</param>
    /// <param name="options">Bits, scales, storage and calibration.</param>
    /// <exception cref="ArgumentException">The model or the options do not fit together.</exception>
    /// <exception cref="ModelFormatException">The result would break a rule of the format, such as a threshold that is not positive.</exception>
    public static QuantizationResult Quantize(ReferenceModel model, QuantizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ReferenceShape.Check(model);
        options.Check(model);
        var pruned = MagnitudePruning.Prune(model, options.PrunedShare);
        var peaks = CalibrationPeaks(pruned, options.Calibration);
        var populations = new PopulationModel[model.Populations.Length];
        var scales = new int[model.Populations.Length][];
        for (var p = 0; p < populations.Length; p++)
        {
            var steps = p == 0 ? [] : WeightSteps.Choose(pruned, p, options);
            var fractionBits = options.FractionBits.Count > 0 ? options.FractionBits[p]
                : p == 0 ? 0
                : PotentialFormat.Choose(pruned, p, SmallestStep(steps), peaks[p]);
            populations[p] = Round(pruned.Populations[p], fractionBits);
            scales[p] = Array.ConvertAll(steps, s => ToScale(s, fractionBits));
        }
        var projections = new ProjectionModel[model.Projections.Length];
        for (var q = 0; q < projections.Length; q++)
        {
            var post = pruned.Projections[q].Post;
            projections[q] = Round(pruned, q, (scales[post], populations[post].FractionBits), options);
        }
        var fixedPoint = new NetworkModel
        {
            Name = model.Name,
            TickMicroseconds = model.TickMicroseconds,
            Labels = model.Labels,
            Encoder = model.Encoder,
            Populations = populations,
            Projections = projections,
            Decoder = model.Decoder,
            Description = model.Description,
        };
        return new(fixedPoint, QuantizationReport.Measure(model, fixedPoint, options.Calibration));
    }

    /// <summary>Nearest Q0.15 value of a decay.</summary>
    /// <param name="decay">What is left after one tick, 0 .. 1; clamped to it.</param>
    public static Decay ToDecay(double decay) => Decay.FromRaw((int)Math.Round(Math.Clamp(decay, 0, 1) * Decay.One));

    /// <summary>Nearest potential with the given fractional bits; clamped to 32 bits.</summary>
    /// <param name="value">In the network's unit.</param>
    /// <param name="fractionBits">Fractional bits of the population, 0 .. 24.</param>
    public static Potential ToPotential(double value, int fractionBits) =>
        Potential.FromRaw((int)Math.Clamp(Math.Round(Math.ScaleB(value, fractionBits)), int.MinValue, int.MaxValue));

    private static double[] CalibrationPeaks(ReferenceModel model, IReadOnlyList<SpikeRecording> calibration)
    {
        var peaks = new double[model.Populations.Length];
        if (calibration.Count == 0)
            return peaks;
        var simulator = new ReferenceSimulator(model);
        foreach (var recording in calibration)
        {
            simulator.Reset();
            foreach (var spikes in recording.Ticks)
                simulator.Step(spikes);
            for (var p = 0; p < peaks.Length; p++)
                peaks[p] = Math.Max(peaks[p], simulator.Peak(p));
        }
        return peaks;
    }

    private static double SmallestStep(double[] steps)
    {
        var used = steps.Where(s => s > 0).ToArray();
        return used.Length == 0 ? 0 : used.Min();
    }

    private static int ToScale(double step, int fractionBits) =>
        (int)Math.Clamp(Math.Ceiling(Math.ScaleB(step, fractionBits)), 1, int.MaxValue);

    private static PopulationModel Round(ReferencePopulation population, int fractionBits) => new()
    {
        Name = population.Name,
        Size = population.Size,
        Kind = population.Kind,
        FractionBits = fractionBits,
        MembraneDecay = Array.ConvertAll(population.MembraneDecay, ToDecay),
        SynapticDecay = Array.ConvertAll(population.SynapticDecay, ToDecay),
        Threshold = Array.ConvertAll(population.Threshold, v => ToPotential(v, fractionBits)),
        Bias = Array.ConvertAll(population.Bias, v => ToPotential(v, fractionBits)),
        Reset = population.Reset,
        ResetPotential = Array.ConvertAll(population.ResetPotential, v => ToPotential(v, fractionBits)),
        RefractoryTicks = population.RefractoryTicks,
        AdaptationDecay = Array.ConvertAll(population.AdaptationDecay, ToDecay),
        AdaptationStep = Array.ConvertAll(population.AdaptationStep, v => ToPotential(v, fractionBits)),
    };

    private static ProjectionModel Round(
        ReferenceModel model, int index, (int[] Scale, int FractionBits) post, QuantizationOptions options)
    {
        var source = model.Projections[index];
        var (preSize, postSize) = (model.Populations[source.Pre].Size, model.Populations[source.Post].Size);
        var largest = WeightSteps.LargestWeight(options.BitsOf(index));
        var weights = new short[source.Weights.Length];
        for (var k = 0; k < weights.Length; k++)
        {
            var unit = post.Scale[post.Scale.Length == 1 ? 0 : SynapseLayout.PostOf(source, k, postSize)];
            var rounded = Math.Round(Math.ScaleB(source.Weights[k], post.FractionBits) / unit);
            weights[k] = (short)Math.Clamp(rounded, -largest, largest);
        }
        var shape = new ProjectionModel
        {
            Pre = source.Pre,
            Post = source.Post,
            DelayTicks = source.DelayTicks,
            WeightBits = options.BitsOf(index),
            Scale = post.Scale,
            Storage = source.Storage,
            Weights = weights,
        };
        return SynapseLayout.Store(shape, source, (preSize, postSize), options.SparseBelowDensity);
    }
}
