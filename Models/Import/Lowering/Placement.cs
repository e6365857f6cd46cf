namespace EdgeSnn.Models.Import.Lowering;

/// <summary>Where the elements of a signal lie among the neurons of a population.</summary>
internal sealed class Placement
{
    private readonly int[] _neuronOf;

    public Placement(Grid? grid)
    {
        Grid = grid;
        _neuronOf = grid?.NeuronOf() ?? [];
    }

    /// <summary>Every element at its own index.</summary>
    public static Placement Same { get; } = new(null);

    /// <summary>The grid, or null for a plain row of neurons.</summary>
    public Grid? Grid { get; }

    /// <summary>True when every element has its own index.</summary>
    public bool IsSame => _neuronOf.Length == 0;

    /// <summary>The table behind <see cref="NeuronOf(int)"/>; empty when every element has its own index.</summary>
    public int[] Table => _neuronOf;

    public int NeuronOf(int element) => _neuronOf.Length == 0 ? element : _neuronOf[element];

    /// <summary>Values in the file's order put into the runtime's; one value stays one.</summary>
    public double[] Place(double[] values)
    {
        if (values.Length <= 1 || IsSame)
            return values;
        var placed = new double[values.Length];
        for (var element = 0; element < values.Length; element++)
            placed[_neuronOf[element]] = values[element];
        return placed;
    }
}
