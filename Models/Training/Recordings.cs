namespace EdgeSnn.Training;

/// <summary>One spoken word or stretch of noise, samples in 16-bit units at the recipe's rate.</summary>
/// <param name="Samples">Mono samples.</param>
/// <param name="Word">What is said, as the data set spells it.</param>
/// <param name="Speaker">Who speaks; synthetic voices are speakers named <c>voice:...</c>.</param>
/// <param name="Name">File name, for messages and for an order that does not depend on the file system.</param>
public sealed record Recording(float[] Samples, string Word, string Speaker, string Name)
{
    /// <summary>First and last sample of the audible part.</summary>
    public (int Start, int End) Audible { get; } = FindAudible(Samples);

    private static (int Start, int End) FindAudible(float[] samples)
    {
        var frame = Math.Max(1, samples.Length / 100);
        var frames = samples.Length / frame;
        if (frames < 4) return (0, samples.Length);
        var energies = new float[frames];
        for (var k = 0; k < frames; k++)
        {
            for (var n = k * frame; n < (k + 1) * frame; n++) energies[k] += samples[n] * samples[n];
        }

        var sorted = (float[])energies.Clone();
        Array.Sort(sorted);
        var threshold = MathF.Max(sorted[^1] * 0.003f, 3f * sorted[frames / 10]);
        threshold = MathF.Min(threshold, sorted[^1] * 0.1f);
        var (first, last) = (0, frames - 1);
        while (first < last && energies[first] < threshold) first++;
        while (last > first && energies[last] < threshold) last--;
        return (first * frame, (last + 1) * frame);
    }
}

/// <summary>Reads the data sets' folders. Files are taken in ordinal order of their names.</summary>
public static class Recordings
{
    /// <summary>All clips below <paramref name="folder"/>, one sub-folder per word; a word in underscores takes its word from the file name.</summary>
    public static List<Recording> SpeechCommands(string folder, int rate)
    {
        var recordings = new List<Recording>();
        foreach (var file in Files(folder, SearchOption.AllDirectories))
        {
            var name = Path.GetFileName(file);
            var word = Path.GetFileName(Path.GetDirectoryName(file))!;
            var speaker = name.Split("_nohash")[0];
            if (word == "_unknown_" && speaker.Contains('_', StringComparison.Ordinal))
            {
                word = speaker.Split('_')[0];
                speaker = speaker.Split('_')[1];
            }

            recordings.Add(new Recording(Read(file, rate), word, speaker, word + "/" + name));
        }

        return recordings;
    }

    /// <summary>Free Spoken Digit Dataset: <c>digit_speaker_index.wav</c>.</summary>
    public static List<Recording> Digits(string folder, int rate)
    {
        string[] words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        var recordings = new List<Recording>();
        foreach (var file in Files(folder, SearchOption.TopDirectoryOnly))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var parts = name.Split('_');
            recordings.Add(new Recording(Read(file, rate), words[name[0] - '0'], parts[1], name));
        }

        return recordings;
    }

    /// <summary>Synthetic voices, one folder per word; <c>_other_</c> holds words outside the vocabulary.</summary>
    public static List<Recording> Voices(string folder, int rate)
    {
        var recordings = new List<Recording>();
        if (!Directory.Exists(folder)) return recordings;
        foreach (var file in Files(folder, SearchOption.AllDirectories))
        {
            var name = Path.GetFileName(file);
            var word = Path.GetFileName(Path.GetDirectoryName(file))!;
            recordings.Add(new Recording(Read(file, rate), word, "voice:" + name, word + "/" + name));
        }

        return recordings;
    }

    public static List<Recording> Backgrounds(string folder, int rate)
    {
        var recordings = new List<Recording>();
        foreach (var file in Files(folder, SearchOption.TopDirectoryOnly))
            recordings.Add(new Recording(Read(file, rate), "_silence_", "noise", Path.GetFileName(file)));
        return recordings;
    }

    private static string[] Files(string folder, SearchOption option)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"No such folder: {folder}");
        var files = Directory.GetFiles(folder, "*.wav", option);
        Array.Sort(files, string.CompareOrdinal);
        return files;
    }

    private static float[] Read(string file, int rate) =>
        Array.ConvertAll(Sensors.Audio.Recording.Load(file, rate), sample => (float)sample);
}
