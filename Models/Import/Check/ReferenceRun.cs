using EdgeSnn.Models.Quantize;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Models.Import.Check;

/// <summary>A network in double precision. Its decoder is the device's, on potentials rounded to 2^-12.</summary>
public sealed class ReferenceRun : SpikeRun
{
    // The decoder compares potentials, it does not add them up for long: 2^-12 of a threshold is finer than any verdict.
    private const int FractionBits = 12;

    private readonly ReferenceSimulator _simulator;
    private readonly SpikeList _outputSpikes;
    private readonly Potential[] _outputPotentials;
    private readonly int _output;

    /// <summary>Allocates the state, at rest.</summary>
    /// <param name="model">The blueprint.</param>
    /// <exception cref="ArgumentException">An index or an array length of the blueprint does not fit.</exception>
    public ReferenceRun(ReferenceModel model) : base(CreateDecoder(model))
    {
        ArgumentNullException.ThrowIfNull(model);
        _simulator = new(model);
        _output = model.Decoder.Population;
        var output = model.Populations[_output];
        _outputSpikes = new(output.Size * output.MaxSpikesPerTick);
        _outputPotentials = new Potential[output.Size];
    }

    /// <inheritdoc/>
    public override long Saturations => 0;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Spikes(int population) => _simulator.Spikes(population);

    private protected override void Advance(ReadOnlySpan<int> input) => _simulator.Step(input);

    private protected override void Decode(IDecoder decoder, long tick)
    {
        _outputSpikes.Clear();
        foreach (var neuron in _simulator.Spikes(_output))
            _outputSpikes.Add(neuron);
        var potentials = _simulator.Potentials(_output);
        for (var j = 0; j < potentials.Length; j++)
            _outputPotentials[j] = Quantizer.ToPotential(potentials[j], FractionBits);
        decoder.Decode(tick, _outputSpikes, _outputPotentials, out _);
    }

    private protected override void Rest() => _simulator.Reset();

    // The decoder wants a fixed-point blueprint: the smallest one with the same output.
    private static IDecoder CreateDecoder(ReferenceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var isSpiking = model.Decoder.Kind != DecoderKind.MaxPotential;
        var output = new PopulationModel
        {
            Name = "output",
            Size = model.Populations[model.Decoder.Population].Size,
            Kind = isSpiking ? NeuronKind.IntegrateAndFire : NeuronKind.LeakyIntegrator,
            FractionBits = FractionBits,
            MembraneDecay = isSpiking ? [] : [Decay.FromRaw(0)],
            Threshold = isSpiking ? [Potential.FromRaw(1 << FractionBits)] : [],
        };
        return Runtime.Catalog.CreateDecoder(new()
        {
            Name = model.Name,
            TickMicroseconds = model.TickMicroseconds,
            Labels = model.Labels,
            Encoder = model.Encoder,
            Populations = [new() { Name = "input", Size = 1, Kind = NeuronKind.Input }, output],
            Projections = [],
            Decoder = model.Decoder with { Population = 1 },
        });
    }
}
