namespace EdgeSnn.Sensors.Events.Containers.Hdf5;

/// <summary>Events within an HDF5 file, by their index.</summary>
internal interface IEventTable
{
    /// <summary>Events in the file.</summary>
    long Count { get; }

    /// <summary>Reads events; x and y are not checked yet.</summary>
    /// <param name="start">Index of the first.</param>
    /// <param name="records">Receives them.</param>
    void Read(long start, Span<EcfRecord> records);
}
