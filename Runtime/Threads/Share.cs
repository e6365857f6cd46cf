using EdgeSnn.Runtime.Neurons;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime.Threads;

/// <summary>What one thread does without asking another: delivery into and update of a part of a population, or of a whole one.</summary>
/// <param name="index">The population in the blueprint.</param>
/// <param name="population">The population, or the part of it.</param>
/// <param name="incoming">The projections into it.</param>
/// <param name="isPart">True for a part, whose spikes nobody else advances.</param>
internal sealed class Share(int index, Population population, IncomingProjection[] incoming, bool isPart)
{
    private long _taken;

    /// <summary>Work at the moment, in the unit of <see cref="Workload"/>.</summary>
    public long Work
    {
        get
        {
            long work = population.Work;
            foreach (var projection in incoming) work += projection.Work;
            return work;
        }
    }

    /// <summary>Takes the share for a call, once for all threads. Calls ascend, so whoever comes late finds it taken.</summary>
    public bool TryTake(long call)
    {
        var taken = Volatile.Read(ref _taken);
        return taken < call && Interlocked.CompareExchange(ref _taken, call, taken) == taken;
    }

    /// <summary>Delivers and updates.</summary>
    /// <param name="counters">Of the running thread.</param>
    public void Run(Counters counters)
    {
        if (isPart) population.Spikes.Advance();
        if (population.Joined is { } joined)
        {
            population.Update(joined.Deliver(counters), counters);
        }
        else
        {
            foreach (var projection in incoming) projection.Deliver(counters);
            population.Update(counters);
        }

        counters.CountSpikes(index, population.Spikes.Now.Count);
    }
}
