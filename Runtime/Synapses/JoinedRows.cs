using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Neurons;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// The projections into a population that has dense rows only, delivered in one pass: a sum is written once, when the rows of
/// all spikes of all of them are in it. So no sum has to be zero before, and none is zeroed after.
/// </summary>
internal abstract class JoinedRows
{
    /// <summary>
    /// Joins the projections into a population, where all are dense rows of one kind that add to sums of 16 bits; null for others,
    /// of which each delivers by itself. So does scalar code.
    /// </summary>
    /// <param name="projections">All projections into the population.</param>
    /// <param name="post">The population.</param>
    /// <param name="vectorBits">Width of the vector twins to run, 0 for scalar code [bits].</param>
    public static JoinedRows? Plan(IncomingProjection[] projections, Population post, int vectorBits)
    {
        if (vectorBits == 0 || !post.Input.IsNarrow || projections.Length == 0) return null;
        return Plan<Weight8>(projections, post, vectorBits) ?? Plan<Weight16>(projections, post, vectorBits);
    }

    private static JoinedRows? Plan<TWeight>(IncomingProjection[] projections, Population post, int vectorBits)
        where TWeight : unmanaged, IWeight<TWeight>
    {
        if (!Array.TrueForAll(projections, one => one is { Synapses: DenseRows<TWeight>, IsPooled: false })) return null;
        return vectorBits switch
        {
            512 when Simd.Runs512 => new JoinedRows<TWeight, ShortLanes512>(projections, post),
            256 when Simd.Runs256 => new JoinedRows<TWeight, ShortLanes256>(projections, post),
            _ => new JoinedRows<TWeight, ShortLanes128>(projections, post),
        };
    }

    /// <summary>Finds the rows; called once, when they are in the arena.</summary>
    public abstract void Load();

    /// <summary>Writes what this tick brings to all sums of the post population, if it brings anything.</summary>
    /// <param name="counters">Synaptic events are counted there.</param>
    /// <returns>True when it did.</returns>
    public abstract bool Deliver(Counters counters);
}
