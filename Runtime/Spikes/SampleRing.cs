namespace EdgeSnn.Runtime.Spikes;

/// <summary>
/// A ring of samples between one producer thread and one consumer thread, without locks. A write that finds no room
/// drops its newest samples and counts them; nobody waits. Allocates nothing after construction.
/// </summary>
/// <remarks>
/// Memory order: the producer writes samples, then publishes its position with release semantics; the consumer reads
/// that position with acquire semantics, then the samples, then publishes its own position with release semantics,
/// which the producer acquires before it reuses the room. Positions count samples for ever (64 bits do not wrap).
/// </remarks>
/// <typeparam name="T">One sample.</typeparam>
public sealed class SampleRing<T> where T : unmanaged
{
    private readonly T[] _samples;
    private RingPositions _positions;

    /// <summary>Allocates the ring.</summary>
    /// <param name="capacity">Room, a power of two, at least 2 [samples].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is not a power of two of at least 2.</exception>
    public SampleRing(int capacity)
    {
        if (capacity < 2 || !int.IsPow2(capacity))
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "a power of two of at least 2 is needed");
        _samples = new T[capacity];
    }

    /// <summary>Room of the ring [samples].</summary>
    public int Capacity => _samples.Length;

    /// <summary>Samples waiting now; exact on either of the two threads for its own purpose, a snapshot elsewhere [samples].</summary>
    public int Count
    {
        get
        {
            // Read before the written position: the other order could see a consumer ahead of the producer.
            var read = Volatile.Read(ref _positions.Read);
            var waiting = Volatile.Read(ref _positions.Written) - read;
            return (int)long.Min(waiting, _samples.Length);
        }
    }

    /// <summary>Samples that found no room since construction [samples].</summary>
    public long Dropped => Volatile.Read(ref _positions.Dropped);

    /// <summary>Puts samples in; called on the producer thread only.</summary>
    /// <param name="samples">The samples, oldest first.</param>
    /// <returns>How many fitted; the rest is dropped and counted [samples].</returns>
    public int Write(ReadOnlySpan<T> samples)
    {
        var written = _positions.Written;
        var room = _samples.Length - (int)(written - Volatile.Read(ref _positions.Read));
        var count = int.Min(room, samples.Length);
        var start = (int)(written & (_samples.Length - 1));
        var untilEnd = int.Min(count, _samples.Length - start);
        samples[..untilEnd].CopyTo(_samples.AsSpan(start));
        samples[untilEnd..count].CopyTo(_samples);
        Volatile.Write(ref _positions.Written, written + count);
        if (count < samples.Length) Volatile.Write(ref _positions.Dropped, _positions.Dropped + samples.Length - count);
        return count;
    }

    /// <summary>Takes samples out; called on the consumer thread only.</summary>
    /// <param name="destination">Owned by the caller.</param>
    /// <returns>How many were written to <paramref name="destination"/>, 0 when the ring is empty [samples].</returns>
    public int Read(Span<T> destination)
    {
        var read = _positions.Read;
        var waiting = (int)(Volatile.Read(ref _positions.Written) - read);
        var count = int.Min(waiting, destination.Length);
        var start = (int)(read & (_samples.Length - 1));
        var untilEnd = int.Min(count, _samples.Length - start);
        _samples.AsSpan(start, untilEnd).CopyTo(destination);
        _samples.AsSpan(0, count - untilEnd).CopyTo(destination[untilEnd..]);
        Volatile.Write(ref _positions.Read, read + count);
        return count;
    }
}
