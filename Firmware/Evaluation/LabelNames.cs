namespace EdgeSnn.Firmware.Evaluation;

/// <summary>Finds a network's label by the name a data set gives it: the label itself, or its digit for its word and back.</summary>
internal sealed class LabelNames
{
    /// <summary>The class of everything that is no other class.</summary>
    public const string UnknownLabel = "_unknown_";

    /// <summary>The class of no speech at all.</summary>
    public const string SilenceLabel = "_silence_";

    private static readonly string[] DigitWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private readonly string[] _labels;

    public LabelNames(string[] labels) => _labels = labels;

    /// <summary>Index of <see cref="UnknownLabel"/>, or -1.</summary>
    public int Unknown => Array.IndexOf(_labels, UnknownLabel);

    /// <summary>Index of the label of that name, or -1.</summary>
    public int IndexOf(string name)
    {
        var index = Array.IndexOf(_labels, name);
        if (index >= 0)
            return index;
        var digit = Array.IndexOf(DigitWords, name);
        if (digit >= 0)
            return Array.IndexOf(_labels, $"{digit}");
        return name.Length == 1 && char.IsAsciiDigit(name[0]) ? Array.IndexOf(_labels, DigitWords[name[0] - '0']) : -1;
    }

    /// <summary>Index of the longest label that a file name begins with, before an underscore; or -1.</summary>
    public int IndexOfPrefix(string fileName)
    {
        for (var end = fileName.LastIndexOf('_'); end > 0; end = fileName.LastIndexOf('_', end - 1))
        {
            var index = IndexOf(fileName[..end]);
            if (index >= 0)
                return index;
        }

        return -1;
    }
}
