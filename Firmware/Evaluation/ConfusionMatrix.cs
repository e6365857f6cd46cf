namespace EdgeSnn.Firmware.Evaluation;

/// <summary>What clips of each label were taken for.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[] _clips;

    /// <summary>An empty matrix.</summary>
    public ConfusionMatrix(int labels)
    {
        _clips = new int[labels];
        Counts = new int[labels][];
        for (var label = 0; label < labels; label++)
            Counts[label] = new int[labels];
    }

    /// <summary>[label][verdict] clips.</summary>
    public int[][] Counts { get; }

    /// <summary>Share of each label's clips that were recognised; null for a label without clips.</summary>
    public double?[] Recall => [.. Counts.Select((row, label) => _clips[label] == 0 ? null : row[label] / (double?)_clips[label])];

    /// <summary>Counts a clip. A network without a rest class that never spoke up has no verdict (-1): wrong, and in no column.</summary>
    public void Add(int label, int verdict)
    {
        _clips[label]++;
        if (verdict >= 0)
            Counts[label][verdict]++;
    }
}
