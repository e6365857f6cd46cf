namespace EdgeSnn.Benchmarks.Results;

/// <summary>
/// The fastest other runtime on a job, and the C limit with 32-bit state beside it, both measured on another machine (a quiet
/// 2-core x86-64 with AVX-512). What it would take here is scaled by the C.
/// </summary>
/// <param name="Job">The job.</param>
/// <param name="Name">The runtime.</param>
/// <param name="CpuSeconds">What it took there [CPU seconds].</param>
/// <param name="LimitSeconds">What C took there [CPU seconds].</param>
internal sealed record Peer(string Job, string Name, double CpuSeconds, double LimitSeconds)
{
    /// <summary>All that are known.</summary>
    public static IReadOnlyList<Peer> All { get; } =
    [
        new("J1", "GeNN 5.4", 0.0151, 0.00164),
        new("J2", "GeNN 5.4", 0.239, 0.0224),
        new("J3", "GeNN 5.4", 0.148, 0.051),
    ];

    /// <summary>How many times less a job takes than this peer, when ours is so many times the C limit with 32-bit state.</summary>
    public double TimesLess(double ratio) => CpuSeconds / (LimitSeconds * ratio);
}
