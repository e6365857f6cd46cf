using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// Population code with overlapping Gaussian receptive fields, spikes by latency (S. M. Bohte, J. N. Kok, H. La Poutre,
/// "Error-backpropagation in temporally encoded networks of spiking neurons", Neurocomputing 48, 2002). Neuron i = 0 .. m-1
/// of an input has its center at c = minimum + (2 i - 1) / 2 * (maximum - minimum) / (m - 2) and the activation
/// a = exp(-(x - c)^2 / (2 sigma^2)); it spikes in tick t = round((W - 1) (1 - a)) of the window, or not at all when a is
/// below the least activation. Channel = input * m + neuron.
/// </summary>
/// <remarks>
/// As in <see cref="LatencyEncoder"/>, the values of a window's first tick count and those of its other ticks are passed
/// over. Activations come from an integer table of 64 steps per standard deviation. Owned by one thread; allocates nothing
/// after construction.
/// </remarks>
public sealed class GaussianPopulationEncoder : IEncoder<int>
{
    /// <summary>Name of the encoder in files and catalogs.</summary>
    public const string Name = "gaussian-population";

    private const int Never = -1;

    private readonly GaussianPopulationOptions _options;
    private readonly TickValues _input;
    private readonly int[] _spikeTicks;
    private int _tick;

    /// <summary>Allocates all state.</summary>
    /// <param name="options">Checked here; kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">A field of <paramref name="options"/> is out of range.</exception>
    public GaussianPopulationEncoder(GaussianPopulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _input = new TickValues(options.Input.Count);
        _spikeTicks = new int[options.Input.Count * options.Neurons];
    }

    /// <inheritdoc/>
    public int ChannelCount => _spikeTicks.Length;

    /// <inheritdoc/>
    public int SamplesPerTick => _input.Count;

    /// <inheritdoc/>
    public int Encode(ReadOnlySpan<int> samples, SpikeList spikes, out bool tickComplete)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        var taken = _input.Take(samples, out tickComplete);
        if (tickComplete)
            Emit(spikes);
        return taken;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _input.Reset();
        _tick = 0;
    }

    private void Emit(SpikeList spikes)
    {
        if (_tick == 0)
        {
            for (var channel = 0; channel < _spikeTicks.Length; channel++)
                _spikeTicks[channel] = SpikeTickOf(_input.Values[channel / _options.Neurons], channel % _options.Neurons);
        }

        spikes.Clear();
        for (var channel = 0; channel < _spikeTicks.Length; channel++)
        {
            if (_spikeTicks[channel] == _tick)
                spikes.Add(channel);
        }

        _tick = _tick + 1 == _options.WindowTicks ? 0 : _tick + 1;
    }

    private int SpikeTickOf(int value, int neuron)
    {
        var span = _options.Input.Span;
        // Twice the distance from the center, in units of span / (m - 2), times the span: below 2^41.
        var distance = Math.Abs((2 * _options.Input.Offset(value) * (_options.Neurons - 2)) - (((2L * neuron) - 1) * span));
        var deviation = 2 * span * _options.WidthPercent;
        var steps = ((distance * 100 * GaussianTable.StepsPerDeviation) + (deviation / 2)) / deviation;
        var activation = GaussianTable.At(steps);
        if (activation < _options.MinActivation)
            return Never;
        var inactivity = (long)(GaussianTable.One - activation);
        return (int)(((2 * inactivity * (_options.WindowTicks - 1)) + GaussianTable.One) / (2 * GaussianTable.One));
    }
}
