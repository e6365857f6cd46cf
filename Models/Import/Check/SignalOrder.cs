using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Check;

/// <summary>Between the neurons of a population and the elements of its NIR node, which lists channels first.</summary>
public sealed class SignalOrder
{
    private readonly int[] _neuronOf;
    private readonly int[] _elementOf;

    /// <summary>The order of an imported node.</summary>
    /// <param name="population">Where the node went.</param>
    public SignalOrder(ImportedPopulation population)
    {
        ArgumentNullException.ThrowIfNull(population);
        Population = population;
        _neuronOf = population.NeuronOf;
        _elementOf = new int[_neuronOf.Length];
        for (var element = 0; element < _neuronOf.Length; element++)
            _elementOf[_neuronOf[element]] = element;
    }

    /// <summary>The node and its shape.</summary>
    public ImportedPopulation Population { get; }

    /// <summary>The order of every population of a network file, as an import would have made it from the grids.</summary>
    /// <param name="model">The blueprint.</param>
    public static IReadOnlyList<ImportedPopulation> Of(NetworkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. model.Populations.Select((population, index) => Of(population, index))];
    }

    /// <summary>Neurons of elements, ascending.</summary>
    /// <param name="elements">Ascending elements; one that spikes n times stands n times.</param>
    public int[] ToNeurons(int[] elements) => Turn(elements, _neuronOf);

    /// <summary>Elements of neurons, ascending.</summary>
    /// <param name="neurons">Ascending neurons; one that spikes n times stands n times.</param>
    public int[] ToElements(ReadOnlySpan<int> neurons) => Turn(neurons, _elementOf);

    private static int[] Turn(ReadOnlySpan<int> from, int[] order)
    {
        var turned = from.ToArray();
        if (order.Length == 0)
            return turned;
        for (var k = 0; k < turned.Length; k++)
            turned[k] = order[turned[k]];
        Array.Sort(turned);
        return turned;
    }

    private static ImportedPopulation Of(PopulationModel population, int index)
    {
        if (population.Shape is not [var height, var width, var channels])
            return new() { Node = population.Name, Population = index, NirShape = [population.Size] };
        var neuronOf = new int[population.Size];
        for (var element = 0; element < neuronOf.Length; element++)
            neuronOf[element] = (element % (height * width) * channels) + (element / (height * width));
        return new() { Node = population.Name, Population = index, NirShape = [channels, height, width], NeuronOf = neuronOf };
    }
}
