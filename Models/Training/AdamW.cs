using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeSnn.Training;

/// <summary>Adam with decoupled weight decay (Loshchilov, Hutter 2019) and clipping of the gradient's global norm.</summary>
public sealed class AdamW(IReadOnlyList<Parameter> parameters, float clipNorm = 2f)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.99f;
    private const float Epsilon = 1e-8f;

    private double _power1 = 1;
    private double _power2 = 1;

    /// <summary>One update; gradients are cleared afterwards. Returns the gradient's norm before clipping.</summary>
    public float Step(float learningRate)
    {
        double squares = 0;
        foreach (var parameter in parameters)
        {
            if (parameter.Mask is { } mask) Multiply(parameter.Gradient, mask);
            squares += SumOfSquares(parameter.Gradient);
        }

        var norm = (float)Math.Sqrt(squares);
        var scale = norm > clipNorm ? clipNorm / norm : 1f;
        if (!float.IsFinite(norm)) scale = 0f;
        _power1 *= Beta1;
        _power2 *= Beta2;
        var correction1 = (float)(1 / (1 - _power1));
        var correction2 = (float)(1 / (1 - _power2));
        foreach (var parameter in parameters)
        {
            Update(parameter, learningRate * parameter.LearningRateScale, scale, correction1, correction2);
            parameter.ApplyMask();
            Array.Clear(parameter.Gradient);
        }

        return norm;
    }

    private static void Update(Parameter parameter, float rate, float scale, float correction1, float correction2)
    {
        var (w, g, m, v) = (parameter.Value, parameter.Gradient, parameter.FirstMoment, parameter.SecondMoment);
        var keep = 1f - rate * parameter.WeightDecay;
        for (var k = 0; k < w.Length; k++)
        {
            var gradient = g[k] * scale;
            m[k] = Beta1 * m[k] + (1 - Beta1) * gradient;
            v[k] = Beta2 * v[k] + (1 - Beta2) * gradient * gradient;
            w[k] = keep * w[k] - rate * (m[k] * correction1) / (MathF.Sqrt(v[k] * correction2) + Epsilon);
        }
    }

    private static double SumOfSquares(float[] values)
    {
        var sum = Vector512<float>.Zero;
        var vectors = MemoryMarshal.Cast<float, Vector512<float>>(values);
        foreach (var vector in vectors) sum += vector * vector;
        double total = Vector512.Sum(sum);
        for (var k = vectors.Length * 16; k < values.Length; k++) total += values[k] * values[k];
        return total;
    }

    private static void Multiply(float[] values, float[] mask)
    {
        for (var k = 0; k < values.Length; k++) values[k] *= mask[k];
    }
}
