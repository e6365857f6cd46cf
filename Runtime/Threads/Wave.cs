namespace EdgeSnn.Runtime.Threads;

/// <summary>Populations that need nothing of each other within a tick, as shares that may run in any order and at once.</summary>
/// <param name="shares">The shares of all.</param>
/// <param name="divided">Those of the populations that are divided.</param>
internal sealed class Wave(Share[] shares, DividedPopulation[] divided)
{
    /// <summary>The shares; those of one thread follow each other.</summary>
    public Share[] Shares => shares;

    /// <summary>Work at the moment, in the unit of <see cref="Workload"/>.</summary>
    public long Work
    {
        get
        {
            var work = 0L;
            foreach (var share in shares) work += share.Work;
            return work;
        }
    }

    /// <summary>Runs all shares on the calling thread.</summary>
    public void Run(Counters counters)
    {
        foreach (var share in shares) share.Run(counters);
    }

    /// <summary>Brings spikes together once every share has run.</summary>
    public void Join()
    {
        foreach (var population in divided) population.Join();
    }
}
