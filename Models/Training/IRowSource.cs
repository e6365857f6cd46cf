namespace EdgeSnn.Training;

/// <summary>Where the rows of the epochs come from. Used by one thread; all chance comes from seed, epoch and row.</summary>
public interface IRowSource
{
    int RowsPerEpoch { get; }

    /// <summary>The batches of one epoch, composed as they are taken; what is left over of the last batch is not used.</summary>
    IEnumerable<RowBatch> Epoch(int seed, int epoch, int batchSize);
}
