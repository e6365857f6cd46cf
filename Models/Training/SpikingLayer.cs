using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeSnn.Training;

/// <summary>
/// A population of current-based LIF neurons behind its synapses, forward and backward in time:
/// i = a_i i + s x; u = a_v v + i + b; spike if u >= 1; v = u - spike (the reset is not differentiated).
/// s = gamma / rms(x) over the batch: a batch norm without centering, folded into the weights afterwards.
/// Surrogate derivative of the spike: 1 / (1 + (3 (u - 1))^2). Decays are sigmoids of trained logits. Decays,
/// biases and norms are one per feature of the synapses: per neuron, or per channel of a grid.
/// </summary>
public sealed class SpikingLayer
{
    private const int Lanes = 16;
    private const float NormMomentum = 0.02f;

    private readonly int _width;
    private float[] _current = [];
    private float[] _potential = [];
    private float[] _gradient = [];
    private float[] _keep = [];
    private readonly float[] _scale;
    private readonly float[] _bias;
    private readonly float[] _inverseRms;
    private readonly float[] _currentDecay;
    private readonly float[] _membraneDecay;

    public SpikingLayer(ISynapses projection)
    {
        Projection = projection;
        var size = projection.PaddedPost;
        if (projection is DelayedProjection dense && size != dense.Post)
            throw new ArgumentException("The size of a spiking layer is a multiple of 16.", nameof(projection));
        Size = size;
        _width = projection.Width;
        Gamma = new Parameter(_width);
        Bias = new Parameter(_width);
        CurrentLogit = new Parameter(_width);
        MembraneLogit = new Parameter(_width);
        RunningSquare = new float[_width];
        Output = new SpikeBatch(size);
        _inverseRms = new float[_width];
        (_scale, _bias, _currentDecay, _membraneDecay) = (new float[size], new float[size], new float[size], new float[size]);
    }

    public ISynapses Projection { get; }

    public int Size { get; }

    public Parameter Gamma { get; }

    public Parameter Bias { get; }

    public Parameter CurrentLogit { get; }

    public Parameter MembraneLogit { get; }

    /// <summary>Running mean of x squared per feature; 1 in a folded layer.</summary>
    public float[] RunningSquare { get; }

    /// <summary>When true, the running statistics are constants, as they will be in the shipped network.</summary>
    public bool IsNormFrozen { get; set; }

    public SpikeBatch Output { get; }

    /// <summary>d loss / d output spikes [rows x ticks x size], cleared by <see cref="Forward"/>.</summary>
    public float[] SpikeGradient => _gradient;

    public void Initialize(Dice dice)
    {
        Projection.Initialize(dice);
        for (var k = 0; k < _width; k++)
        {
            Gamma.Value[k] = 0.8f;
            RunningSquare[k] = 1f;
            CurrentLogit.Value[k] = 0.5f + 0.5f * dice.Normal();
            MembraneLogit.Value[k] = 0.9f + dice.Normal();
        }
    }

    /// <param name="input">Spikes of the population before.</param>
    /// <param name="dropout">Share of neurons silenced per row; 0 outside training.</param>
    /// <param name="dice">Draws the silenced neurons; null outside training.</param>
    public void Forward(SpikeBatch input, float dropout, Dice? dice)
    {
        var (rows, ticks) = (input.Rows, input.Ticks);
        Reserve(rows, ticks);
        Projection.Forward(input, _current);
        PrepareScale(rows * ticks, dice is not null);
        for (var k = 0; k < Size; k++)
        {
            _bias[k] = Bias.Value[k % _width];
            _currentDecay[k] = k < _width ? Sigmoid(CurrentLogit.Value[k]) : _currentDecay[k % _width];
            _membraneDecay[k] = k < _width ? Sigmoid(MembraneLogit.Value[k]) : _membraneDecay[k % _width];
        }

        Output.Begin(rows, ticks);
        Output.Value = dropout > 0 ? 1f / (1f - dropout) : 1f;
        var voltage = new float[Size];
        var flow = new float[Size];
        for (var row = 0; row < rows; row++)
        {
            Array.Clear(voltage);
            Array.Clear(flow);
            var keep = _keep.AsSpan(row * Size, Size);
            for (var k = 0; k < Size; k++) keep[k] = dropout > 0 && dice!.Chance(dropout) ? 0f : Output.Value;
            for (var tick = 0; tick < ticks; tick++)
            {
                Step((row * ticks + tick) * Size, flow, voltage, keep);
                Output.EndTick();
            }
        }
    }

    private void Step(int cell, float[] flow, float[] voltage, ReadOnlySpan<float> keep)
    {
        var one = Vector512<float>.One;
        for (var k = 0; k < Size; k += Lanes)
        {
            var i = Load(_currentDecay, k) * Load(flow, k) + Load(_scale, k) * Load(_current, cell + k);
            var u = Load(_membraneDecay, k) * Load(voltage, k) + i + Load(_bias, k);
            var fired = Vector512.GreaterThanOrEqual(u, one);
            Store(i, flow, k);
            Store(i, _current, cell + k);
            Store(u, _potential, cell + k);
            Store(u - (fired & one), voltage, k);
            for (var bits = fired.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
            {
                var neuron = k + BitOperations.TrailingZeroCount(bits);
                if (keep[neuron] != 0f) Output.Add(neuron);
            }
        }
    }

    /// <summary>
    /// From <see cref="SpikeGradient"/> to the gradients of all parameters. Returns d loss / d x for the layer before,
    /// valid until the next call.
    /// </summary>
    public float[] Backward(SpikeBatch input)
    {
        var (rows, ticks) = (input.Rows, input.Ticks);
        var sums = new float[4][];
        for (var k = 0; k < 4; k++) sums[k] = new float[Size];
        var du = new float[Size];
        var di = new float[Size];
        for (var row = 0; row < rows; row++)
        {
            Array.Clear(du);
            Array.Clear(di);
            for (var tick = ticks - 1; tick >= 0; tick--)
                StepBack((row * ticks + tick) * Size, tick == 0, row, (du, di), sums);
        }

        foreach (var sum in sums) SumFeatures(sum);
        for (var k = 0; k < _width; k++)
        {
            var (ai, av) = (_currentDecay[k], _membraneDecay[k]);
            Bias.Gradient[k] += sums[0][k];
            CurrentLogit.Gradient[k] += sums[1][k] * ai * (1 - ai);
            MembraneLogit.Gradient[k] += sums[2][k] * av * (1 - av);
            Gamma.Gradient[k] += sums[3][k] / Gamma.Value[k];
        }

        BackwardScale(rows, ticks, sums[3]);
        Projection.AccumulateGradient(input, _gradient);
        return _gradient;
    }

    private void StepBack(int cell, bool first, int row, (float[] Du, float[] Di) state, float[][] sums)
    {
        var one = Vector512<float>.One;
        var nine = Vector512.Create(9f);
        for (var k = 0; k < Size; k += Lanes)
        {
            var u = Load(_potential, cell + k);
            var x = u - one;
            var surrogate = one / (one + nine * x * x);
            var ds = Load(_gradient, cell + k) * Load(_keep, row * Size + k);
            var du = ds * surrogate + Load(_membraneDecay, k) * Load(state.Du, k);
            var ai = Load(_currentDecay, k);
            var di = du + ai * Load(state.Di, k);
            Store(du, state.Du, k);
            Store(di, state.Di, k);
            Store(di, _gradient, cell + k);
            var beforeCurrent = Vector512<float>.Zero;
            var beforeVoltage = Vector512<float>.Zero;
            if (!first)
            {
                beforeCurrent = Load(_current, cell - Size + k);
                var before = Load(_potential, cell - Size + k);
                beforeVoltage = before - (Vector512.GreaterThanOrEqual(before, one) & one);
            }

            var scaled = Load(_current, cell + k) - ai * beforeCurrent;
            Store(Load(sums[0], k) + du, sums[0], k);
            Store(Load(sums[1], k) + di * beforeCurrent, sums[1], k);
            Store(Load(sums[2], k) + du * beforeVoltage, sums[2], k);
            Store(Load(sums[3], k) + di * scaled, sums[3], k);
        }
    }

    /// <summary>Through s: dx = s dy - y sum(dy y) / (gamma rms N), y = s x; the second term only while s follows the batch.</summary>
    private void BackwardScale(int rows, int ticks, float[] products)
    {
        var pull = new float[Size];
        if (!IsNormFrozen)
            for (var k = 0; k < Size; k++)
            {
                var feature = k % _width;
                pull[k] = products[feature] * _inverseRms[feature] / (Gamma.Value[feature] * rows * ticks * (Size / _width));
            }
        for (var row = 0; row < rows; row++)
            for (var tick = ticks - 1; tick >= 0; tick--)
            {
                var cell = (row * ticks + tick) * Size;
                for (var k = 0; k < Size; k += Lanes)
                {
                    var before = tick == 0 ? Vector512<float>.Zero : Load(_current, cell - Size + k);
                    var scaled = Load(_current, cell + k) - Load(_currentDecay, k) * before;
                    Store(Load(_scale, k) * Load(_gradient, cell + k) - scaled * Load(pull, k), _gradient, cell + k);
                }
            }
    }

    private void PrepareScale(int cells, bool training)
    {
        if (training && !IsNormFrozen)
        {
            var squares = new float[Size];
            for (var cell = 0; cell < cells; cell++)
                for (var k = 0; k < Size; k += Lanes)
                {
                    var x = Load(_current, cell * Size + k);
                    Store(Load(squares, k) + x * x, squares, k);
                }

            SumFeatures(squares);
            for (var k = 0; k < _width; k++)
            {
                var square = squares[k] / cells / (Size / _width);
                RunningSquare[k] += NormMomentum * (square - RunningSquare[k]);
                _inverseRms[k] = 1f / MathF.Sqrt(square + 1e-6f);
            }
        }
        else
        {
            for (var k = 0; k < _width; k++) _inverseRms[k] = 1f / MathF.Sqrt(RunningSquare[k] + 1e-6f);
        }

        for (var k = 0; k < Size; k++) _scale[k] = Gamma.Value[k % _width] * _inverseRms[k % _width];
    }

    /// <summary>From one value per neuron to one per feature, in the first places.</summary>
    private void SumFeatures(float[] values)
    {
        for (var k = _width; k < Size; k++) values[k % _width] += values[k];
    }

    /// <summary>Mean spikes per tick of every neuron in the last forward pass, before dropout's scale.</summary>
    public float[] Rates()
    {
        var rates = new float[Size];
        for (var k = 0; k < Output.Count; k++) rates[Output.Neurons[k]]++;
        for (var k = 0; k < Size; k++) rates[k] /= Output.Rows * Output.Ticks;
        return rates;
    }

    /// <summary>Adds the gradient of weight * mean_j relu(rate_j - target)^2 to <see cref="SpikeGradient"/>.</summary>
    public void PenalizeRates(float weight, float target)
    {
        var cells = Output.Rows * Output.Ticks;
        var pushes = Rates();
        for (var k = 0; k < Size; k++) pushes[k] = 2f * weight * MathF.Max(0f, pushes[k] - target) / Size / cells;
        for (var cell = 0; cell < cells; cell++)
            for (var k = 0; k < Size; k += Lanes)
                Store(Load(_gradient, cell * Size + k) + Load(pushes, k), _gradient, cell * Size + k);
    }

    private void Reserve(int rows, int ticks)
    {
        var length = rows * ticks * Size;
        if (_current.Length < length)
        {
            _current = new float[length];
            _potential = new float[length];
            _gradient = new float[length];
        }
        else
        {
            Array.Clear(_gradient, 0, length);
        }

        if (_keep.Length < rows * Size) _keep = new float[rows * Size];
    }

    internal static float Sigmoid(float x) => 1f / (1f + MathF.Exp(-x));

    private static Vector512<float> Load(float[] values, int index) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)index);

    private static void Store(Vector512<float> value, float[] values, int index) =>
        value.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)index);
}
