namespace EdgeSnn.Training;

/// <summary>
/// Spikes of one population for a whole batch: rows x ticks lists of neuron indices, one after another. The spikes of
/// (row, tick) are <see cref="Neurons"/>[Offsets[row * Ticks + tick] .. Offsets[row * Ticks + tick + 1]].
/// Every spike counts as <see cref="Value"/> (1 / keep rate under dropout).
/// </summary>
public sealed class SpikeBatch(int neuronCount)
{
    public int NeuronCount { get; } = neuronCount;

    public int Rows { get; private set; }

    public int Ticks { get; private set; }

    public int[] Offsets { get; private set; } = [0];

    public ushort[] Neurons { get; private set; } = new ushort[1024];

    public int Count { get; private set; }

    public float Value { get; set; } = 1f;

    private int _cell;

    public void Begin(int rows, int ticks)
    {
        Rows = rows;
        Ticks = ticks;
        Count = 0;
        _cell = 0;
        if (Offsets.Length < rows * ticks + 1) Offsets = new int[rows * ticks + 1];
        Offsets[0] = 0;
    }

    public void Add(int neuron)
    {
        if (Count == Neurons.Length)
        {
            var larger = new ushort[2 * Neurons.Length];
            Neurons.CopyTo(larger, 0);
            Neurons = larger;
        }

        Neurons[Count++] = (ushort)neuron;
    }

    /// <summary>Closes the list of the current (row, tick) and opens the next.</summary>
    public void EndTick() => Offsets[++_cell] = Count;
}
