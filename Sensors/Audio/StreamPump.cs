namespace EdgeSnn.Sensors.Audio;

/// <summary>
/// Reads a stream that may block, such as standard input, on a thread of its own into a ring of bytes, so that whoever
/// takes bytes waits no longer than a deadline. The stream is not read ahead further than the ring is large.
/// </summary>
internal sealed class StreamPump : IDisposable
{
    private const int Capacity = 1 << 16;

    private readonly Stream _stream;
    private readonly byte[] _ring = new byte[Capacity];
    private readonly object _gate = new();
    private int _start;
    private int _count;
    private bool _ended;
    private bool _disposed;
    private Exception? _error;

    public StreamPump(Stream stream)
    {
        _stream = stream;
        // Background: a read that never returns must not keep the program alive.
        new Thread(Pump) { IsBackground = true, Name = "audio input" }.Start();
    }

    /// <summary>Takes bytes, waiting up to <paramref name="deadline"/> [ms] for the first.</summary>
    /// <returns>Bytes written; 0 when none came in time or, with <paramref name="ended"/>, when none will come.</returns>
    /// <exception cref="IOException">The stream failed; bytes read before the failure were given first.</exception>
    public int Take(Span<byte> destination, int deadline, out bool ended)
    {
        lock (_gate)
        {
            if (_count == 0 && !_ended)
                Monitor.Wait(_gate, deadline);
            ended = _ended && _count == 0;
            if (ended && _error is not null)
                throw new IOException(_error.Message, _error);
            var count = Math.Min(destination.Length, _count);
            var first = Math.Min(count, Capacity - _start);
            _ring.AsSpan(_start, first).CopyTo(destination);
            _ring.AsSpan(0, count - first).CopyTo(destination[first..]);
            _start = (_start + count) % Capacity;
            _count -= count;
            Monitor.Pulse(_gate);
            return count;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.Pulse(_gate);
        }

        _stream.Dispose();
    }

    private void Pump()
    {
        try
        {
            while (WaitForRoom(out var at, out var room))
            {
                // Only this thread writes the free part of the ring, so the read needs no lock.
                var read = _stream.Read(_ring, at, room);
                if (read == 0)
                    break;
                lock (_gate)
                {
                    _count += read;
                    Monitor.Pulse(_gate);
                }
            }
        }
        catch (Exception error) when (
            error is IOException or ObjectDisposedException or NotSupportedException or UnauthorizedAccessException)
        {
            _error = error;
        }

        lock (_gate)
        {
            _ended = true;
            Monitor.Pulse(_gate);
        }
    }

    private bool WaitForRoom(out int at, out int room)
    {
        lock (_gate)
        {
            while (_count == Capacity && !_disposed)
                Monitor.Wait(_gate);
            at = (_start + _count) % Capacity;
            room = Math.Min(Capacity - _count, Capacity - at);
            return !_disposed;
        }
    }
}
