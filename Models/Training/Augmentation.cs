using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeSnn.Training;

/// <summary>How strongly recordings are changed before they are encoded.</summary>
/// <param name="Stretch">Largest change of speed and pitch, as a share.</param>
/// <param name="TiltDecibels">Largest spectral tilt.</param>
/// <param name="RoomChance">Share of rows given a synthetic room.</param>
public sealed record AugmentationOptions(float Stretch = 0.15f, float TiltDecibels = 8f, float RoomChance = 0.25f);

/// <summary>Changes a word's sound without changing the word: speed, tilt, room, level.</summary>
public sealed class Augmentation(AugmentationOptions options, int sampleRate)
{
    /// <summary>A changed copy of samples [start, end), with its peak at 1.</summary>
    public float[] Vary(ReadOnlySpan<float> samples, Dice dice)
    {
        var factor = 1f + dice.Uniform(-options.Stretch, options.Stretch);
        var result = Resampling.Stretch(samples, factor);
        Tilt(result, dice);
        if (dice.Chance(options.RoomChance)) result = AddRoom(result, dice);
        var peak = 1e-3f;
        foreach (var sample in result) peak = MathF.Max(peak, MathF.Abs(sample));
        for (var n = 0; n < result.Length; n++) result[n] /= peak;
        return result;
    }

    /// <summary>First-order shelf: up to the given tilt between low and high frequencies.</summary>
    private void Tilt(float[] samples, Dice dice)
    {
        var gain = MathF.Pow(10f, dice.Uniform(-options.TiltDecibels, options.TiltDecibels) / 20f);
        var corner = dice.Uniform(400f, 2500f);
        var pole = MathF.Exp(-6.2832f * corner / sampleRate);
        var low = 0f;
        for (var n = 0; n < samples.Length; n++)
        {
            low = pole * low + (1 - pole) * samples[n];
            samples[n] = low + gain * (samples[n] - low);
        }
    }

    /// <summary>A room as sparse random echoes whose strength decays by 60 dB in 0.1 to 0.5 s ("velvet noise").</summary>
    private float[] AddRoom(float[] samples, Dice dice)
    {
        var seconds = dice.Uniform(0.1f, 0.5f);
        var echoes = 60 + dice.Pick(120);
        var wet = dice.Uniform(0.1f, 0.5f);
        var length = (int)(seconds * 0.6f * sampleRate);
        var result = new float[samples.Length + length / 2];
        samples.CopyTo(result, 0);
        for (var k = 0; k < echoes; k++)
        {
            var delay = 1 + dice.Pick(length);
            var gain = wet * MathF.Exp(-6.9f * delay / (seconds * sampleRate)) * (dice.Chance(0.5f) ? 0.35f : -0.35f);
            AddScaled(samples, result.AsSpan(Math.Min(delay, result.Length)), gain);
        }

        return result;
    }

    private static void AddScaled(ReadOnlySpan<float> from, Span<float> into, float gain)
    {
        var length = Math.Min(from.Length, into.Length);
        var a = MemoryMarshal.Cast<float, Vector512<float>>(from[..length]);
        var b = MemoryMarshal.Cast<float, Vector512<float>>(into[..length]);
        for (var k = 0; k < a.Length; k++) b[k] += a[k] * gain;
        for (var n = a.Length * 16; n < length; n++) into[n] += gain * from[n];
    }
}
