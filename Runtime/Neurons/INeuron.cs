using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// A neuron model: how potential and current take one tick's input. Firing, reset, refractory time and adaptation are the
/// same for all models and live in <see cref="Population{TNeuron}"/>. Passed as a struct type argument, so that calls inline.
/// </summary>
internal interface INeuron
{
    /// <summary>What the model has.</summary>
    static abstract NeuronTraits Traits { get; }

    /// <summary>Takes the input of one tick: the truth that the vector twin must match bit for bit.</summary>
    static abstract void Integrate(ref Neuron neuron, ref long saturations);

    /// <summary>The vector twin, in a file of its own.</summary>
    /// <typeparam name="TLanes">Width of a vector.</typeparam>
    /// <typeparam name="TAdd">How sums are taken: saturating, or plainly where bounds prove that none leaves its range.</typeparam>
    static abstract void Integrate<TLanes, TAdd>(ref NeuronLanes<TLanes> lanes, ref long saturations)
        where TLanes : struct, ILanes<TLanes> where TAdd : struct, IAdd;
}
