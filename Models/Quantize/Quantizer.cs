using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Models.Quantize;

/// <summary>
/// Turns a double-precision blueprint into a fixed-point one. With F fractional bits and a weight step s of post
/// neuron j: scale S = ceil(s 2^F) potential units, weight q = w 2^F / S rounded, so that q S is what the neuron receives,
/// exactly, and rounding S costs nothing beyond the step (see <see cref="WeightRounding"/>). Decays round to the nearest 2^-15.
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
        var steps = WeightSteps.Choose(pruned, options);
        var populations = Formats(pruned, steps, options);
        var projections = new ProjectionModel[model.Projections.Length];
        for (var q = 0; q < projections.Length; q++)
            projections[q] = Round(pruned, q, (steps[q], populations), options);
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

    /// <summary>
    /// The lowest potential at which a neuron fires: ceil(theta 2^F) when it fires at its threshold, floor(theta 2^F) + 1 when
    /// only above it; clamped to 32 bits.
    /// </summary>
    /// <param name="threshold">In the network's unit.</param>
    /// <param name="above">True when the neuron fires only above it.</param>
    /// <param name="fractionBits">Fractional bits of the population, 0 .. 24.</param>
    public static Potential ToThreshold(double threshold, bool above, int fractionBits)
    {
        var units = Math.ScaleB(threshold, fractionBits);
        return Potential.FromRaw((int)Math.Clamp(above ? Math.Floor(units) + 1 : Math.Ceiling(units), int.MinValue, int.MaxValue));
    }

    private static PopulationModel[] Formats(ReferenceModel model, double[][] steps, QuantizationOptions options)
    {
        var peaks = CalibrationPeaks(model, options.Calibration);
        var bounds = PotentialBounds.Of(model);
        var populations = new PopulationModel[model.Populations.Length];
        for (var p = 0; p < populations.Length; p++)
        {
            var fractionBits = options.FractionBits.Count > 0 ? options.FractionBits[p]
                : p == 0 ? 0
                : PotentialFormat.Choose(bounds[p], FineStep(model, p, steps), peaks[p]);
            populations[p] = Round(model.Populations[p], fractionBits);
        }
        return populations;
    }

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

    // The smallest step that potentials must resolve. A channel much weaker than the strongest may be coarser: its neurons
    // have thresholds of the same size. Biases and potentials are rounded to potential units, whatever those are.
    private static double FineStep(ReferenceModel model, int population, double[][] steps)
    {
        var used = Enumerable.Range(0, steps.Length)
            .Where(q => model.Projections[q].Post == population && !model.Projections[q].Graded)
            .Where(q => !ConstantSource.Feeds(model, model.Projections[q]))
            .SelectMany(q => steps[q]).Where(s => s > 0).ToArray();
        return used.Length == 0 ? 0 : Math.Max(used.Min(), used.Max() / 8);
    }

    private static int ToScale(double step, int fractionBits) =>
        (int)Math.Clamp(Math.Ceiling(Math.ScaleB(step, fractionBits)), 1, int.MaxValue);

    private static PopulationModel Round(ReferencePopulation population, int fractionBits) => new()
    {
        Name = population.Name,
        Size = population.Size,
        Shape = population.Shape,
        Kind = population.Kind,
        FractionBits = fractionBits,
        MembraneDecay = Array.ConvertAll(population.MembraneDecay, ToDecay),
        SynapticDecay = Array.ConvertAll(population.SynapticDecay, ToDecay),
        Threshold = Array.ConvertAll(population.Threshold, v => ToThreshold(v, population.FiresAboveThreshold, fractionBits)),
        Bias = Array.ConvertAll(population.Bias, v => ToPotential(v, fractionBits)),
        Reset = population.Reset,
        ResetPotential = Array.ConvertAll(population.ResetPotential, v => ToPotential(v, fractionBits)),
        InitialPotential = Array.ConvertAll(population.InitialPotential, v => ToPotential(v, fractionBits)),
        Floor = Array.ConvertAll(population.Floor, v => ToPotential(v, fractionBits)),
        MaxSpikesPerTick = population.MaxSpikesPerTick,
        RefractoryTicks = population.RefractoryTicks,
        AdaptationDecay = Array.ConvertAll(population.AdaptationDecay, ToDecay),
        AdaptationStep = Array.ConvertAll(population.AdaptationStep, v => ToPotential(v, fractionBits)),
    };

    private static ProjectionModel Round(
        ReferenceModel model, int index, (double[] Steps, PopulationModel[] Populations) to, QuantizationOptions options)
    {
        var source = model.Projections[index];
        var (pre, post) = (to.Populations[source.Pre], to.Populations[source.Post]);
        var (scale, shift) = source.Graded
            ? GradedScale.Choose(to.Steps, InputSums(source, to.Steps.Length, post.Size), (pre.FractionBits, post.FractionBits))
            : (Array.ConvertAll(to.Steps, s => ToScale(s, post.FractionBits)), 0);
        // Weight times this is potential units, or potential units per unit of the pre population, times 2^shift.
        var gain = Math.ScaleB(1, source.Graded ? post.FractionBits - pre.FractionBits + shift : post.FractionBits);
        var bits = WeightSteps.Bits(model, index, options);
        var units = Array.ConvertAll(scale, unit => unit / gain);
        var channels = SynapseLayout.Channels(model, source);
        var shape = new ProjectionModel
        {
            Pre = source.Pre,
            Post = source.Post,
            DelayTicks = source.DelayTicks,
            WeightBits = bits,
            Scale = scale,
            Storage = source.Storage,
            FanOutStarts = source.FanOutStarts,
            PostNeurons = source.PostNeurons,
            Convolution = source.Convolution,
            PreRows = source.PreRows,
            Rows = source.Rows,
            Graded = source.Graded,
            GradedShift = shift,
            Weights = WeightRounding.Round(source, units, (channels, post.Size), WeightSteps.LargestWeight(bits)),
        };
        return SynapseLayout.Store(shape, source, (SynapseLayout.Rows(model, source), post.Size), options.SparseBelowDensity);
    }

    // The sum of all weights that one post neuron can receive, per channel.
    private static double[] InputSums(ReferenceProjection projection, int channels, int postSize)
    {
        var sums = new double[channels];
        for (var k = 0; k < projection.Weights.Length; k++)
            sums[channels == 1 ? 0 : SynapseLayout.ChannelOf(projection, k, postSize)] += Math.Abs(projection.Weights[k]);
        return sums;
    }
}
