namespace EdgeSnn.Sensors.Audio;

/// <summary>Loads whole recordings into memory.</summary>
public static class Recording
{
    /// <summary>Loads a WAV file as mono samples at the rate asked for.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="sampleRate">Rate of the result, 1,000 .. 768,000 [Hz].</param>
    /// <returns>All samples; length = ceil(frames in the file * <paramref name="sampleRate"/> / rate of the file).</returns>
    /// <exception cref="AudioFormatException">Missing or unreadable, not a WAV file, or one that cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sampleRate"/> is out of range.</exception>
    public static short[] Load(string path, int sampleRate)
    {
        using var sensor = new WavSensor(path, sampleRate);
        return ReadAll(sensor, path);
    }

    /// <summary>Loads a WAV file from a stream as mono samples at the rate asked for.</summary>
    /// <param name="stream">Read from where it stands to the end; disposed.</param>
    /// <param name="name">What errors call the stream.</param>
    /// <param name="sampleRate">Rate of the result, 1,000 .. 768,000 [Hz].</param>
    /// <returns>All samples.</returns>
    /// <exception cref="AudioFormatException">Not a WAV file, or one that cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sampleRate"/> is out of range.</exception>
    public static short[] Load(Stream stream, string name, int sampleRate)
    {
        using var sensor = new WavSensor(stream, name, sampleRate);
        return ReadAll(sensor, name);
    }

    private static short[] ReadAll(WavSensor sensor, string name)
    {
        // Grown by what was really read, never by what a header states.
        var samples = new short[1 << 15];
        var length = 0;
        while (sensor.Read(samples.AsSpan(length), out var count) == Runtime.Contracts.SensorStatus.Data)
        {
            length += count;
            if (length < samples.Length)
                continue;
            if (length >= Array.MaxLength / 2)
            {
                throw new AudioFormatException(
                    name, -1, "length", $"more than {length} samples", "a recording that fits in memory");
            }

            Array.Resize(ref samples, samples.Length * 2);
        }

        Array.Resize(ref samples, length);
        return samples;
    }
}
