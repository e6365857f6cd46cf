using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Export;

/// <summary>Collects what NIR cannot say: refused where it changes spikes, unless that is allowed.</summary>
internal sealed class ExportLosses(bool isAllowed)
{
    private readonly List<string> _notes = [];

    /// <summary>What was noted so far, one line each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Something that changes no spike.</summary>
    public void Note(string text) => _notes.Add(text);

    /// <summary>Something without which the network fires differently.</summary>
    /// <exception cref="ModelFormatException">Losses are not allowed.</exception>
    public void Lose(string where, string what, string expected)
    {
        if (!isAllowed)
            throw new ModelFormatException(where, what, $"{expected}; NIR cannot say it, --allow-loss leaves it out");
        _notes.Add($"{where}: {what} is left out; spikes differ");
    }

    /// <summary>Something that no file can hold, allowed or not.</summary>
    public static ModelFormatException Refusal(string where, string what, string expected) => new(where, what, expected);
}
