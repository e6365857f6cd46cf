using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>
/// What the network would say in double precision: the same encoder's spikes through the reference simulator of the same
/// blueprint, its output read by the same decoder. Slow; owned by one thread.
/// </summary>
internal sealed class ReferenceListener<TSample> where TSample : unmanaged
{
    private readonly IEncoder<TSample> _encoder;
    private readonly ReferenceSimulator _simulator;
    private readonly IDecoder _decoder;
    private readonly SpikeList _input;
    private readonly SpikeList _outputSpikes;
    private readonly Potential[] _outputPotentials;
    private readonly int _output;
    private readonly double _scale;

    public ReferenceListener(NetworkModel model, IEncoder<TSample> encoder)
    {
        _encoder = encoder;
        _simulator = new ReferenceSimulator(ReferenceModel.From(model));
        _decoder = Runtime.Catalog.CreateDecoder(model);
        _output = model.Decoder.Population;
        _input = new SpikeList(_encoder.MostSpikesPerTick);
        _outputSpikes = new SpikeList(model.Populations[_output].Size * model.Populations[_output].MaxSpikesPerTick);
        _outputPotentials = new Potential[model.Populations[_output].Size];
        _scale = 1L << model.Populations[_output].FractionBits;
    }

    /// <summary>The class a clip is taken for.</summary>
    public int Listen(ReadOnlySpan<TSample> samples)
    {
        _encoder.Reset();
        _simulator.Reset();
        _decoder.Reset();
        while (!samples.IsEmpty)
        {
            samples = samples[_encoder.Encode(samples, _input, out var tickComplete)..];
            if (tickComplete)
                Step();
        }

        return _decoder.Verdict.Class;
    }

    private void Step()
    {
        _simulator.Step(_input.Neurons);
        _outputSpikes.Clear();
        foreach (var neuron in _simulator.Spikes(_output))
            _outputSpikes.Add(neuron);
        var potentials = _simulator.Potentials(_output);
        for (var index = 0; index < potentials.Length; index++)
        {
            var raw = Math.Clamp(Math.Round(potentials[index] * _scale), int.MinValue, int.MaxValue);
            _outputPotentials[index] = Potential.FromRaw((int)raw);
        }

        _decoder.Decode(_simulator.Tick - 1, _outputSpikes, _outputPotentials, out _);
    }
}
