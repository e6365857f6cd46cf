using EdgeSnn.Runtime.Threads;

namespace EdgeSnn.Runtime;

/// <summary>How a <see cref="Network"/> runs; none of it changes a bit of what it computes.</summary>
public sealed record NetworkOptions
{
    /// <summary>Most threads of a network.</summary>
    public const int MostThreads = 64;

    /// <summary>One thread.</summary>
    public static NetworkOptions Default { get; } = new();

    /// <summary>
    /// Threads that step the network: the one that calls <see cref="Network.Step"/> and others that wait for it, 1 ..
    /// <see cref="MostThreads"/>. Only populations that are large enough are divided among them, into as many parts as pay;
    /// without one there are no other threads. More threads than processors are never faster.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Called on each of the other threads as it starts, with its number 1 .. <see cref="Threads"/> - 1, to set priority or
    /// processor; null for none. What it throws comes out of the constructor.
    /// </summary>
    public Action<int>? ThreadStarted { get; init; }

    /// <summary>Checks what a caller gave.</summary>
    internal static void Check(NetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Threads is < 1 or > MostThreads)
            throw new ArgumentOutOfRangeException(nameof(options), options.Threads, $"1 .. {MostThreads} threads are needed");
    }

    /// <summary>Least work of a part, in the unit of <see cref="Workload"/>; for tests and measurements.</summary>
    internal int LeastWorkOfPart { get; init; } = Workload.LeastOfPart;

    /// <summary>Least work of a wave that is shared while the other threads are awake; for tests and measurements.</summary>
    internal int LeastWorkToShare { get; init; } = Workload.LeastToShare;

    /// <summary>Least work of a wave for which they are woken; for tests and measurements.</summary>
    internal int LeastWorkToWake { get; init; } = Workload.LeastToWake;
}
