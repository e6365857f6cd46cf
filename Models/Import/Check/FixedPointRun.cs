using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Models.Import.Check;

/// <summary>A network in fixed point, exactly as a device runs it.</summary>
public sealed class FixedPointRun : SpikeRun
{
    private readonly Network _network;
    private readonly SpikeList _input;
    private readonly int _output;
    private long _saturations;

    /// <summary>Allocates the network, at rest.</summary>
    /// <param name="model">The blueprint.</param>
    /// <exception cref="ModelFormatException">The blueprint breaks a rule.</exception>
    public FixedPointRun(NetworkModel model) : base(Runtime.Catalog.CreateDecoder(model))
    {
        ArgumentNullException.ThrowIfNull(model);
        _network = new(model);
        _input = new(model.Populations[0].Size * model.Populations[0].MaxSpikesPerTick);
        _output = model.Decoder.Population;
    }

    /// <inheritdoc/>
    public override long Saturations => _saturations + _network.Counters.Saturations;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Spikes(int population) => _network.Spikes(population).Neurons;

    private protected override void End() => _network.Dispose();

    private protected override void Advance(ReadOnlySpan<int> input)
    {
        _input.Clear();
        foreach (var neuron in input)
            _input.Add(neuron);
        _network.Step(_input);
    }

    private protected override void Decode(IDecoder decoder, long tick)
        => decoder.Decode(tick, _network.Spikes(_output), _network.Potentials(_output), out _);

    private protected override void Rest()
    {
        _saturations += _network.Counters.Saturations;
        _network.Reset();
    }
}
