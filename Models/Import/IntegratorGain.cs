namespace EdgeSnn.Models.Import;

/// <summary>How the r of IF and I enters: v += gain * x.</summary>
public enum IntegratorGain
{
    /// <summary>r as it is: files with r = 1 mean v += x.</summary>
    PerTick,

    /// <summary>r times dt: files with r = 1 / dt mean v += x too.</summary>
    TimesDt,

    /// <summary>Whichever of the two makes v += x for this file; the import says which it took.</summary>
    Guess,
}
