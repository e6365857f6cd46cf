using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>Background recordings, one after the other in an endless loop.</summary>
public sealed class Background
{
    // A quiet moment of a recording counts as this much of its own level at least, or it would be amplified without bound.
    private const double Floor = 0.25;

    private readonly short[] _samples;
    private readonly double[] _levels;
    private readonly int[] _ends;

    /// <summary>Joins recordings.</summary>
    /// <exception cref="UsageException">There is nothing in them.</exception>
    public Background(IReadOnlyList<short[]> recordings)
    {
        _samples = [.. recordings.SelectMany(samples => samples)];
        _levels = [.. recordings.Select(samples => Math.Sqrt(ActivePart.MeanSquare(samples)))];
        _ends = new int[recordings.Count];
        var end = 0;
        for (var index = 0; index < _ends.Length; index++)
            _ends[index] = end += recordings[index].Length;
        if (!_levels.Any(level => level > 0))
            throw new UsageException("the background recordings are silent");
    }

    /// <summary>Loads every WAV file of a folder, in the order of their names.</summary>
    /// <exception cref="UsageException">There are none.</exception>
    /// <exception cref="AudioFormatException">One of them is damaged.</exception>
    public static Background Load(string folder, int sampleRate)
    {
        if (!Directory.Exists(folder))
            throw new UsageException($"--background {folder}: no such folder");
        var files = Directory.GetFiles(folder, "*.wav");
        Array.Sort(files, StringComparer.Ordinal);
        if (files.Length == 0)
            throw new UsageException($"--background {folder}: no .wav files");
        return new Background([.. files.Select(file => Recording.Load(file, sampleRate))]);
    }

    /// <summary>The sample at a position of the endless loop [samples].</summary>
    public short At(long position) => _samples[position % _samples.Length];

    /// <summary>Root mean square of the recording that plays at a position [sample units].</summary>
    public double Level(long position)
    {
        var offset = (int)(position % _samples.Length);
        var recording = Array.BinarySearch(_ends, offset);
        return _levels[recording < 0 ? ~recording : recording + 1];
    }

    /// <summary>Root mean square of a stretch, with its floor [sample units].</summary>
    public double Rms(long position, int length)
    {
        double sum = 0;
        for (var index = 0; index < length; index++)
            sum += At(position + index) * (double)At(position + index);
        return Math.Max(Math.Sqrt(sum / Math.Max(1, length)), Floor * Level(position));
    }
}
