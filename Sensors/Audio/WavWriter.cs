using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Audio;

/// <summary>Writes mono 16-bit PCM WAV files.</summary>
public static class WavWriter
{
    private const int HeaderSize = 44;
    private const int BytesPerSample = 2;

    /// <summary>Writes a recording to a file, replacing it.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="sampleRate">1 .. 768,000 [Hz].</param>
    public static void Write(string path, ReadOnlySpan<short> samples, int sampleRate)
    {
        using var stream = File.Create(path);
        Write(stream, samples, sampleRate);
    }

    /// <summary>Writes a recording to a stream, which stays open.</summary>
    /// <param name="stream">Written from where it stands.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="sampleRate">1 .. 768,000 [Hz].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sampleRate"/> is out of range.</exception>
    public static void Write(Stream stream, ReadOnlySpan<short> samples, int sampleRate)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, WavFormat.MaxSampleRate);
        var dataBytes = checked(samples.Length * BytesPerSample);
        Span<byte> header = stackalloc byte[HeaderSize];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(HeaderSize - 8) + (uint)dataBytes);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], WavFormat.PlainSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], WavCodec.Pcm);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], sampleRate * BytesPerSample);
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], BytesPerSample);
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], 8 * BytesPerSample);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], dataBytes);
        stream.Write(header);
        WriteSamples(stream, samples);
    }

    private static void WriteSamples(Stream stream, ReadOnlySpan<short> samples)
    {
        Span<byte> block = stackalloc byte[4096];
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, block.Length / BytesPerSample);
            for (var i = 0; i < count; i++)
                BinaryPrimitives.WriteInt16LittleEndian(block[(i * BytesPerSample)..], samples[i]);
            stream.Write(block[..(count * BytesPerSample)]);
            samples = samples[count..];
        }
    }
}
