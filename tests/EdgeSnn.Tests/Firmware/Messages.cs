using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Tests.Firmware;

/// <summary>Decision messages for outputs.</summary>
public static class Messages
{
    /// <summary>The n-th message, of a class of the tone network.</summary>
    public static DecisionMessage Create(int label, long sequence = 0)
        => new(new Decision(label, 30000, sequence * 10, sequence), ToneNetwork.Create().Labels[label], sequence * 80_000, 1_500);
}
