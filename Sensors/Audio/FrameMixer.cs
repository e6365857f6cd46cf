namespace EdgeSnn.Sensors.Audio;

/// <summary>
/// Frames of stored samples become mono: round(sum over channels / channels). Channels are added as 32-bit integers and
/// rounded once to 16 bits, halves away from zero, clipped.
/// </summary>
internal static class FrameMixer
{
    /// <summary>Mixes frames down to mono; takes as many as <paramref name="mono"/> is long.</summary>
    public static void Mix(WavFormat format, ReadOnlySpan<byte> frames, Span<short> mono)
    {
        var channels = format.Channels;
        switch (format.BitsPerSample, format.IsFloat)
        {
            case (8, false):
                Mix<Unsigned8>(channels, frames, mono);
                break;
            case (16, false):
                Mix<Signed16>(channels, frames, mono);
                break;
            case (24, false):
                Mix<Signed24>(channels, frames, mono);
                break;
            case (32, false):
                Mix<Signed32>(channels, frames, mono);
                break;
            case (32, true):
                Mix<Float32>(channels, frames, mono);
                break;
            default:
                Mix<Float64>(channels, frames, mono);
                break;
        }
    }

    private static void Mix<TFormat>(int channels, ReadOnlySpan<byte> frames, Span<short> mono)
        where TFormat : struct, ISampleFormat
    {
        var divisor = (long)channels << 16;
        for (var frame = 0; frame < mono.Length; frame++)
        {
            long sum = 0;
            for (var channel = 0; channel < channels; channel++)
            {
                sum += TFormat.Read(frames);
                frames = frames[TFormat.Bytes..];
            }

            var half = sum < 0 ? -(divisor >> 1) : divisor >> 1;
            mono[frame] = (short)Math.Clamp((sum + half) / divisor, short.MinValue, short.MaxValue);
        }
    }
}
