namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>A container of messages, read from front to back.</summary>
internal interface IBag : IDisposable
{
    /// <summary>Bytes that could not be read so far [bytes].</summary>
    long DamagedBytes { get; }

    /// <summary>How much of it is read, 0 .. 1; 0 where that is not known.</summary>
    double Share { get; }

    /// <summary>Gives the next message of any topic.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="EventFormatException">Not a container of this format.</exception>
    bool TryRead(out BagMessage message);
}
