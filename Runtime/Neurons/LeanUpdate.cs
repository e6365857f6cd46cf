using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>Whether a population can do with the lean update: no feature that it leaves out, and bounds that make its arithmetic exact.</summary>
internal static class LeanUpdate
{
    /// <summary>
    /// True for a population with one group of 16-bit sums and scales of 16 bits, without floor, refractory time, adaptation,
    /// late reset or several spikes per tick, whose current and potential stay in 32 bits whatever spikes.
    /// </summary>
    public static bool IsEnough(PopulationPlan plan, NeuronTraits traits)
    {
        var model = plan.Model;
        if (plan.Groups is not [{ IsNarrow: true } group] || traits.HasFlag(NeuronTraits.Adapts)) return false;
        if (model.Floor.Length > 0 || model.RefractoryTicks > 0 || model.MaxSpikesPerTick > 1) return false;
        if (model.Reset == ResetMode.ByLateSubtraction) return false;
        var input = 0L;
        for (var post = 0; post < group.Bound.Length; post++)
        {
            if (group.ScaleOf(post) > short.MaxValue) return false;
            input = long.Max(input, group.Bound[post] * group.ScaleOf(post));
        }

        return LargestPotential(model, traits, input) <= int.MaxValue;
    }

    /// <summary>True when scale, decays and threshold are one value each, and padding does not fire at that threshold.</summary>
    public static bool IsEqual(PopulationPlan plan)
    {
        var model = plan.Model;
        return plan.Groups is [{ Scale.Length: 1 }] && model.MembraneDecay.Length <= 1 && model.SynapticDecay.Length <= 1
            && (model.Threshold is [] || model.Threshold is [{ Raw: > 0 }]);
    }

    /// <summary>
    /// A bound of |v| and of every partial sum on the way to it, from one of the input's magnitude. With |v| at most V and a decay a,
    /// |a v| + u stays at most V once V is u / (1 - a); rounding toward zero only helps, and a leak by a shift, which rounds down, adds
    /// less than 1. Spikes lower a potential, or set it to a value that counts here too.
    /// </summary>
    private static Int128 LargestPotential(PopulationModel model, NeuronTraits traits, long input)
    {
        Int128 drive = input;
        if (traits.HasFlag(NeuronTraits.Current)) drive = Settle(drive, Slowest(model.SynapticDecay));
        if (drive > int.MaxValue) return drive;
        drive += Largest(model.Bias) + 1;
        var settled = Settle(drive, traits.HasFlag(NeuronTraits.Leak) ? Slowest(model.MembraneDecay) : Decay.One);
        return Int128.Max(settled, long.Max(Largest(model.InitialPotential), Largest(model.ResetPotential)));
    }

    // Where the leak of the slowest just takes the drive; beyond all bounds without a leak.
    private static Int128 Settle(Int128 drive, int decay) =>
        decay == Decay.One ? Int128.MaxValue : drive * Decay.One / (Decay.One - decay) + 1;

    private static int Slowest(Decay[] decays)
    {
        var slowest = 0;
        foreach (var decay in decays) slowest = int.Max(slowest, decay.Raw);
        return slowest;
    }

    private static long Largest(Potential[] values)
    {
        var largest = 0L;
        foreach (var value in values) largest = long.Max(largest, long.Abs(value.Raw));
        return largest;
    }
}
