namespace EdgeSnn.Models.Import.Check;

/// <summary>Which dimension of a spike tensor is what; the channels may take several dimensions.</summary>
public enum TensorOrder
{
    /// <summary>Told from the sizes: ticks first, then samples if there are any, then channels.</summary>
    Guess,

    /// <summary>Ticks, channels.</summary>
    Tc,

    /// <summary>Ticks, samples, channels.</summary>
    Tnc,

    /// <summary>Samples, ticks, channels: batch first.</summary>
    Ntc,

    /// <summary>Samples, channels, ticks: time last.</summary>
    Nct,

    /// <summary>Channels, ticks.</summary>
    Ct,
}
