namespace EdgeSnn.Training;

/// <summary>Rows of sound: examples drawn from groups, each batch either of clips or cut from running streams.</summary>
public sealed class AudioRows(ExampleGroup[] groups, RowOptions options, RowComposer composer, float streamShare) : IRowSource
{
    public RowOptions Options { get; } = options;

    public RowComposer Composer { get; } = composer;

    public int RowsPerEpoch => groups.Sum(group => group.PerEpoch);

    public IEnumerable<RowBatch> Epoch(int seed, int epoch, int batchSize)
    {
        var dice = Dice.For(seed, epoch, -1);
        var examples = new List<Example>();
        foreach (var group in groups) group.Draw(examples, dice);
        var order = examples.ToArray();
        dice.Shuffle(order);
        for (var batch = 0; batch < order.Length / batchSize; batch++)
        {
            var isStream = dice.Chance(streamShare);
            var rows = new SpikeRow[batchSize];
            for (var r = 0; r < rows.Length; r++)
            {
                var index = batch * batchSize + r;
                var rowDice = Dice.For(seed, epoch, index);
                var example = order[index];
                var before = isStream && rowDice.Chance(0.4f) ? order[rowDice.Pick(order.Length)].Recording : null;
                rows[r] = Composer.Compose(example.Recording, before, example.Label, isStream, rowDice);
            }

            yield return new RowBatch(rows, isStream ? Options.StreamTicks : Options.ClipTicks, IsMasked: true);
        }
    }
}
