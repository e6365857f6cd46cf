namespace EdgeSnn.Runtime.Synapses;

/// <summary>Neurons of a population that follow each other: those that one thread takes.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct NeuronRange(int First, int Count)
{
    /// <summary>Every neuron of any population.</summary>
    public static NeuronRange All { get; } = new(0, int.MaxValue);

    /// <summary>True for <see cref="All"/>.</summary>
    public bool IsAll => Count == int.MaxValue;

    /// <summary>The one after the last.</summary>
    public int End => First + Count;

    /// <summary>The values of these neurons; one value that holds for all stays one.</summary>
    public T[] Of<T>(T[] values) => IsAll || values.Length <= 1 ? values : values[First..End];
}
