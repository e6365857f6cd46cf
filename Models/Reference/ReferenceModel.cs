using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Models.Reference;

/// <summary>
/// The immutable double-precision blueprint of a network: what training and import produce, what quantization starts
/// from, and what fixed point is measured against. Same shape and same tick as <see cref="NetworkModel"/>.
/// </summary>
public sealed record ReferenceModel
{
    /// <summary>Name of the network.</summary>
    public required string Name { get; init; }

    /// <summary>Length of one tick [microseconds], at least 1.</summary>
    public required int TickMicroseconds { get; init; }

    /// <summary>Class labels in the order of the output population's neurons.</summary>
    public required string[] Labels { get; init; }

    /// <summary>The encoder that feeds the input population; its parameters are integers here too.</summary>
    public required EncoderModel Encoder { get; init; }

    /// <summary>Populations in the order of update; the first is the input.</summary>
    public required ReferencePopulation[] Populations { get; init; }

    /// <summary>Projections between populations.</summary>
    public required ReferenceProjection[] Projections { get; init; }

    /// <summary>How output activity becomes decisions; its parameters do not depend on fractional bits.</summary>
    public required DecoderModel Decoder { get; init; }

    /// <summary>Free text about origin and licence.</summary>
    public string Description { get; init; } = "";

    /// <summary>
    /// The exact values of a fixed-point network: potentials / 2^F, weight * scale / 2^F, decays / 2^15. What remains between
    /// the two is the rounding of each tick.
    /// </summary>
    /// <param name="model">A valid fixed-point blueprint.</param>
    public static ReferenceModel From(NetworkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new()
        {
            Name = model.Name,
            TickMicroseconds = model.TickMicroseconds,
            Labels = model.Labels,
            Encoder = model.Encoder,
            Populations = Array.ConvertAll(model.Populations, From),
            Projections = Array.ConvertAll(model.Projections, p => From(p, model)),
            Decoder = model.Decoder,
            Description = model.Description,
        };
    }

    private static ReferencePopulation From(PopulationModel population)
    {
        var unit = 1.0 / (1L << population.FractionBits);
        return new()
        {
            Name = population.Name,
            Size = population.Size,
            Shape = population.Shape,
            Kind = population.Kind,
            MembraneDecay = Values(population.MembraneDecay),
            SynapticDecay = Values(population.SynapticDecay),
            Threshold = Values(population.Threshold, unit),
            Bias = Values(population.Bias, unit),
            Reset = population.Reset,
            ResetPotential = Values(population.ResetPotential, unit),
            InitialPotential = Values(population.InitialPotential, unit),
            Floor = Values(population.Floor, unit),
            MaxSpikesPerTick = population.MaxSpikesPerTick,
            RefractoryTicks = population.RefractoryTicks,
            AdaptationDecay = Values(population.AdaptationDecay),
            AdaptationStep = Values(population.AdaptationStep, unit),
        };
    }

    private static ReferenceProjection From(ProjectionModel projection, NetworkModel model)
    {
        var post = model.Populations[projection.Post];
        // What a graded synapse passes on is raw potential units of its pre population, divided by its shift.
        var gain = projection.Graded ? Math.ScaleB(1, model.Populations[projection.Pre].FractionBits - projection.GradedShift) : 1;
        var unit = gain / (1L << post.FractionBits);
        var weights = new double[projection.Weights.Length];
        for (var k = 0; k < weights.Length; k++)
        {
            var scale = projection.Scale.Length == 1 ? projection.Scale[0] : projection.Scale[Channel(projection, k, post.Size)];
            weights[k] = projection.Weights[k] * (double)scale * unit;
        }
        return new()
        {
            Pre = projection.Pre,
            Post = projection.Post,
            DelayTicks = projection.DelayTicks,
            Storage = projection.Storage,
            FanOutStarts = projection.FanOutStarts,
            PostNeurons = projection.PostNeurons,
            Convolution = projection.Convolution,
            PreRows = projection.PreRows,
            Rows = projection.Rows,
            Graded = projection.Graded,
            Weights = weights,
        };
    }

    // Which scale belongs to a weight: that of its post neuron, or of its post channel in a convolution.
    private static int Channel(ProjectionModel projection, int k, int postSize) => projection.Storage switch
    {
        SynapseStorage.Sparse => projection.PostNeurons[k],
        SynapseStorage.Convolution => ReferenceProjection.PostChannel(projection.Convolution!, k),
        _ => k % postSize,
    };

    private static double[] Values(Decay[] decays) => Array.ConvertAll(decays, d => d.Raw / (double)Decay.One);

    private static double[] Values(Potential[] potentials, double unit) => Array.ConvertAll(potentials, p => p.Raw * unit);
}
