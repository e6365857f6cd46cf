namespace EdgeSnn.Training;

/// <summary>
/// The output population: leaky integrators that never spike, o = a o + (1 - a)(x + b), one trained decay per class.
/// Potentials are <see cref="Gain"/> times o, so that fresh weights already give logits of useful size.
/// </summary>
public sealed class ReadoutLayer
{
    public const float Gain = 8f;

    private float[] _output = [];
    private float[] _gradient = [];

    public ReadoutLayer(DelayedProjection projection)
    {
        Projection = projection;
        Classes = projection.Post;
        Width = projection.PaddedPost;
        Bias = new Parameter(Width);
        Logit = new Parameter(Width);
    }

    public DelayedProjection Projection { get; }

    public int Classes { get; }

    /// <summary>Classes padded to whole vectors: the stride of potentials and gradients.</summary>
    public int Width { get; }

    public Parameter Bias { get; }

    public Parameter Logit { get; }

    /// <summary>Potentials [rows x ticks x width] of the last forward pass.</summary>
    public float[] Potentials => _output;

    /// <summary>d loss / d potentials [rows x ticks x width], filled by the loss.</summary>
    public float[] PotentialGradient => _gradient;

    public void Initialize(Dice dice)
    {
        Projection.Initialize(dice);
        Array.Fill(Logit.Value, 2.2f);
    }

    public void Forward(SpikeBatch input)
    {
        var (rows, ticks) = (input.Rows, input.Ticks);
        var length = rows * ticks * Width;
        if (_output.Length < length)
        {
            _output = new float[length];
            _gradient = new float[length];
        }

        Projection.Forward(input, _output);
        for (var row = 0; row < rows; row++)
            for (var k = 0; k < Classes; k++)
            {
                var decay = SpikingLayer.Sigmoid(Logit.Value[k]);
                var o = 0f;
                for (var tick = 0; tick < ticks; tick++)
                {
                    var cell = (row * ticks + tick) * Width + k;
                    o = decay * o + (1 - decay) * Gain * (_output[cell] + Bias.Value[k]);
                    _output[cell] = o;
                }
            }
    }

    /// <summary>Adds to the parameters' gradients and to d loss / d spikes of the layer before.</summary>
    public void Backward(SpikeBatch input, float[] spikeGradient)
    {
        var (rows, ticks) = (input.Rows, input.Ticks);
        for (var k = 0; k < Classes; k++)
        {
            var decay = SpikingLayer.Sigmoid(Logit.Value[k]);
            double decaySum = 0, biasSum = 0;
            for (var row = 0; row < rows; row++)
            {
                var d = 0f;
                for (var tick = ticks - 1; tick >= 0; tick--)
                {
                    var cell = (row * ticks + tick) * Width + k;
                    d = _gradient[cell] + decay * d;
                    var before = tick == 0 ? 0f : _output[cell - Width];
                    var drive = (_output[cell] - decay * before) / (1 - decay);
                    decaySum += d * (before - drive);
                    biasSum += d * (1 - decay) * Gain;
                    _gradient[cell] = d * (1 - decay) * Gain;
                }
            }

            Logit.Gradient[k] += (float)decaySum * decay * (1 - decay);
            Bias.Gradient[k] += (float)biasSum;
        }

        Projection.AccumulateGradient(input, _gradient);
        Projection.BackwardSpikes(input, _gradient, spikeGradient);
    }
}
