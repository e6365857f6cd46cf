using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Runtime;

/// <summary>
/// The way data takes: samples, encoder, spikes, network, spikes, decoder, decision. Owned by one thread; allocates
/// nothing after construction.
/// </summary>
/// <typeparam name="TSample">One sample: <see cref="short"/> for audio at the model's rate, an event of a camera.</typeparam>
public sealed class Pipeline<TSample> where TSample : unmanaged
{
    private readonly IEncoder<TSample> _encoder;
    private readonly Network _network;
    private readonly IDecoder _decoder;
    private readonly SpikeList _input;
    private readonly int _output;

    /// <summary>Joins the three stages.</summary>
    /// <param name="encoder">Drives the input population.</param>
    /// <param name="network">The network.</param>
    /// <param name="decoder">Reads the output population that the network's blueprint names.</param>
    /// <exception cref="ArgumentException">The encoder has another number of channels than the input population neurons.</exception>
    public Pipeline(IEncoder<TSample> encoder, Network network, IDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(decoder);
        var inputs = network.Model.Populations[0].Size;
        if (encoder.ChannelCount != inputs)
            throw new ArgumentException($"{encoder.ChannelCount} channels for {inputs} input neurons", nameof(encoder));
        _encoder = encoder;
        _network = network;
        _decoder = decoder;
        _input = new SpikeList(encoder.MostSpikesPerTick);
        _output = network.Model.Decoder.Population;
    }

    /// <summary>Consumes samples up to, and never past, the end of the current tick, and steps the tick that ends.</summary>
    /// <param name="samples">The next samples of the stream; any length, also empty.</param>
    /// <param name="result">Whether a tick ended, and what was decided in it.</param>
    /// <returns>
    /// How many samples were consumed; the caller passes the rest again. It can be 0 when a tick ended: by an event's time.
    /// </returns>
    public int Advance(ReadOnlySpan<TSample> samples, out TickResult result)
    {
        var consumed = _encoder.Encode(samples, _input, out var tickComplete);
        if (!tickComplete)
        {
            result = default;
            return consumed;
        }

        _network.Step(_input);
        var fired = _decoder.Decode(
            _network.Tick - 1, _network.Spikes(_output), _network.Potentials(_output), out var decision);
        result = new TickResult(true, fired, decision);
        return consumed;
    }

    /// <summary>Brings all three stages to the state after construction.</summary>
    public void Reset()
    {
        _encoder.Reset();
        _network.Reset();
        _decoder.Reset();
    }
}
