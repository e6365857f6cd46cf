namespace EdgeSnn.Models.Import;

/// <summary>What a remark of an import is about.</summary>
public enum ImportRemarkKind
{
    /// <summary>Taken from the profile because the file does not say.</summary>
    Assumption,

    /// <summary>Something in the file that contradicts the profile.</summary>
    Contradiction,

    /// <summary>Guessed from the file's fingerprints; behavior may differ if wrong.</summary>
    Guess,

    /// <summary>Imported, but not exactly what the file says, or at the edge of what is sensible.</summary>
    Warning,
}
