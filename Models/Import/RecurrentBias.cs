namespace EdgeSnn.Models.Import;

/// <summary>When the bias of a recurrent connection acts.</summary>
public enum RecurrentBias
{
    /// <summary>From the first tick on.</summary>
    FirstTick,

    /// <summary>From the second tick on: the connection has no input in the first.</summary>
    SecondTick,

    /// <summary>Never: the framework drops it.</summary>
    Never,
}
