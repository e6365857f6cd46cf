using System.Numerics;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Firmware;

/// <summary>
/// Samples on their way from the sensor thread to the network thread: a ring of samples beside a ring of the chunks they
/// came in, which carry position and time of arrival. One writer, one reader; allocates nothing after construction.
/// </summary>
/// <typeparam name="TSample">One sample: <see cref="short"/> for audio, an event of a camera.</typeparam>
public sealed class ChunkRing<TSample> : IDisposable where TSample : unmanaged
{
    // A sleeping side looks again this often even if its signal was lost to a full stop elsewhere.
    private const int LookAgainMilliseconds = 50;

    private readonly SampleRing<TSample> _samples;
    private readonly SampleRing<Chunk> _chunks;
    private readonly AutoResetEvent _written = new(false);
    private readonly AutoResetEvent _read = new(false);
    private long _position;
    private long _dropped;
    private volatile bool _complete;

    /// <summary>Makes room for a number of samples, and for as many chunks as that is at the smallest useful chunk.</summary>
    /// <param name="capacity">Samples kept, at least <paramref name="chunkCapacity"/>; rounded up to a power of two.</param>
    /// <param name="chunkCapacity">Longest chunk [samples].</param>
    public ChunkRing(int capacity, int chunkCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, chunkCapacity);
        ChunkCapacity = chunkCapacity;
        _samples = new SampleRing<TSample>((int)BitOperations.RoundUpToPowerOf2((uint)capacity));
        _chunks = new SampleRing<Chunk>(1024);
    }

    /// <summary>Longest chunk [samples].</summary>
    public int ChunkCapacity { get; }

    /// <summary>Samples that found no room and were dropped [samples]. Any thread.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Reader: true once nothing is left and nothing will follow.</summary>
    // Asked in this order: a chunk written before the end is never missed.
    public bool IsOver => _complete && _chunks.Count == 0;

    /// <summary>Writer: hands over a chunk if there is room for all of it.</summary>
    /// <param name="samples">The chunk.</param>
    /// <param name="arrivalTimestamp">When it arrived.</param>
    /// <param name="dueTimestamp">When its last sample should have, or 0.</param>
    public bool TryWrite(ReadOnlySpan<TSample> samples, long arrivalTimestamp, long dueTimestamp = 0)
    {
        if (_samples.Capacity - _samples.Count < samples.Length || _chunks.Count == _chunks.Capacity)
            return false;
        _samples.Write(samples);
        // The chunk goes last: who sees it finds its samples.
        _chunks.Write([new Chunk(_position, samples.Length, arrivalTimestamp, dueTimestamp)]);
        _position += samples.Length;
        _written.Set();
        return true;
    }

    /// <summary>Writer: gives up a chunk that found no room. Its samples count in the positions of later ones.</summary>
    public void Drop(int count)
    {
        _position += count;
        Interlocked.Add(ref _dropped, count);
    }

    /// <summary>Writer: sleeps until there may be room.</summary>
    public void WaitForRoom() => _read.WaitOne(LookAgainMilliseconds);

    /// <summary>Writer: nothing will follow.</summary>
    public void Complete()
    {
        _complete = true;
        _written.Set();
    }

    /// <summary>Reader: sleeps once for a moment, because a thread's first sleep allocates and its later ones do not.</summary>
    public void RehearseWait()
    {
        if (_written.WaitOne(1))
            _written.Set();
    }

    /// <summary>Reader: takes the next chunk, sleeping for a moment if there is none.</summary>
    /// <param name="samples">Receives its samples; at least <see cref="ChunkCapacity"/> long.</param>
    /// <param name="chunk">Says how many and when.</param>
    /// <returns>False when there is none yet, or will never be: see <see cref="IsOver"/>.</returns>
    public bool TryRead(Span<TSample> samples, out Chunk chunk)
    {
        Span<Chunk> next = stackalloc Chunk[1];
        if (_chunks.Read(next) == 0)
        {
            if (!_complete)
                _written.WaitOne(LookAgainMilliseconds);
            if (_chunks.Read(next) == 0)
            {
                chunk = default;
                return false;
            }
        }

        chunk = next[0];
        _samples.Read(samples[..chunk.Count]);
        _read.Set();
        return true;
    }

    public void Dispose()
    {
        _written.Dispose();
        _read.Dispose();
    }
}
