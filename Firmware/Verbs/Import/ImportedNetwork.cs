using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Nir;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>A NIR file, read as the command line asks.</summary>
/// <param name="Result">The network in double precision, and what to tell the user.</param>
/// <param name="IsGuessed">True when another likely reading behaves differently and the command line does not settle it.</param>
internal sealed record ImportedNetwork(ImportResult Result, bool IsGuessed)
{
    /// <summary>Extension of NIR files.</summary>
    public const string Extension = ".nir";

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadFileException">It is missing, no NIR file, or cannot be run.</exception>
    /// <exception cref="UsageException">No such profile.</exception>
    public static ImportedNetwork Open(string path, ProfileChoice choice, ImportOptions options)
    {
        var named = choice.Named();
        return TensorFile.Read(path, stream => Import(NirReader.Read(stream), named, choice, options));
    }

    private static ImportedNetwork Import(NirGraph graph, ImportProfile? named, ProfileChoice choice, ImportOptions options)
    {
        if (named is not null)
            return new(NirImporter.Import(graph, options with { Profile = choice.Apply(named) }), false);
        var guessed = NirImporter.Import(graph, options with { Profile = null });
        var isOpen = guessed.NeedsConfirmation && !choice.IsComplete && !choice.AcceptsGuess;
        if (!choice.HasSettings)
            return new(guessed, isOpen);
        var changed = NirImporter.Import(graph, options with { Profile = choice.Apply(guessed.Profile) });
        var guesses = guessed.Remarks.Where(remark => remark.Kind == ImportRemarkKind.Guess);
        return new(changed with { Remarks = [.. guesses, .. changed.Remarks] }, isOpen);
    }
}
