using EdgeSnn.Runtime.Neurons;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime.Threads;

/// <summary>
/// Orders the populations of a tick into waves: one that hears another without delay comes in a later wave than it, all others
/// need nothing of each other. Spikes of earlier ticks are there from the beginning.
/// </summary>
internal static class Waves
{
    /// <summary>The waves of a network of which a population is divided.</summary>
    /// <param name="model">The blueprint.</param>
    /// <param name="populations">Its populations.</param>
    /// <param name="incoming">The projections into those that are whole.</param>
    public static Wave[] Of(NetworkModel model, Population[] populations, IncomingProjection[][] incoming)
    {
        var waveOf = new int[populations.Length];
        var count = 0;
        for (var post = 1; post < waveOf.Length; post++)
        {
            foreach (var projection in model.Projections)
                if (projection.Post == post && projection.DelayTicks == 0) waveOf[post] = int.Max(waveOf[post], waveOf[projection.Pre] + 1);
            // The input is there before the first wave.
            if (waveOf[post] == 0) waveOf[post] = 1;
            count = int.Max(count, waveOf[post]);
        }

        var waves = new Wave[count];
        for (var wave = 0; wave < count; wave++)
        {
            var members = new bool[waveOf.Length];
            for (var population = 1; population < members.Length; population++) members[population] = waveOf[population] == wave + 1;
            waves[wave] = Of(members, populations, incoming);
        }

        return waves;
    }

    /// <summary>Most shares of a wave: more threads would find nothing to do.</summary>
    public static int MostShares(Wave[] waves)
    {
        var most = 0;
        foreach (var wave in waves) most = int.Max(most, wave.Shares.Length);
        return most;
    }

    // First parts, then second ones, and so on: a thread begins with shares that follow each other. Whole populations come first.
    private static Wave Of(bool[] members, Population[] populations, IncomingProjection[][] incoming)
    {
        Share[] shares = [];
        DividedPopulation[] divided = [];
        var mostParts = 0;
        for (var index = 1; index < members.Length; index++)
        {
            if (!members[index]) continue;
            if (populations[index] is DividedPopulation population)
            {
                divided = [.. divided, population];
                mostParts = int.Max(mostParts, population.Parts.Length);
            }
            else
            {
                shares = [.. shares, new Share(index, populations[index], incoming[index], isPart: false)];
            }
        }

        for (var part = 0; part < mostParts; part++)
            for (var index = 1; index < members.Length; index++)
                if (members[index] && populations[index] is DividedPopulation population && part < population.Parts.Length)
                    shares = [.. shares, new Share(index, population.Parts[part], population.Incoming[part], isPart: true)];
        return new Wave(shares, divided);
    }
}
