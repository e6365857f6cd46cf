namespace EdgeSnn.Models.Import.Lowering;

/// <summary>A grid of neurons: the file lists channels first (c, y, x), the runtime channels last (y, x, c).</summary>
/// <param name="Height">Rows; 1 for one-dimensional signals.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Channels.</param>
internal readonly record struct Grid(int Height, int Width, int Channels)
{
    /// <summary>The grid of a shape (c, y, x) or (c, x); null for every other rank.</summary>
    public static Grid? Of(int[] shape) => shape.Length switch
    {
        3 => new Grid(shape[1], shape[2], shape[0]),
        2 => new Grid(1, shape[1], shape[0]),
        _ => null,
    };

    public int[] Shape => [Height, Width, Channels];

    /// <summary>Our neuron for each element of the file's order; empty where both are the same.</summary>
    public int[] NeuronOf()
    {
        var plane = Height * Width;
        if (plane == 1 || Channels == 1)
            return [];
        var neuronOf = new int[plane * Channels];
        for (var element = 0; element < neuronOf.Length; element++)
            neuronOf[element] = (element % plane * Channels) + (element / plane);
        return neuronOf;
    }
}
