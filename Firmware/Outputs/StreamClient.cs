using System.Net.Sockets;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>
/// One connected client of a <see cref="StreamServer"/>: a non-blocking socket behind a bounded queue of whole messages.
/// A message that does not fit is lost and counted; a client never waits and never makes others wait.
/// </summary>
internal sealed class StreamClient : IDisposable
{
    private const int ReadsPerPoll = 16;

    private readonly Socket _socket;
    private readonly byte[] _queue;
    private readonly byte[] _scratch = new byte[256];
    private int _length;

    public StreamClient(Socket socket, int queueBytes)
    {
        _socket = socket;
        _socket.Blocking = false;
        _queue = new byte[queueBytes];
    }

    /// <summary>Messages whose last byte the system took.</summary>
    public long Delivered { get; private set; }

    /// <summary>Messages that did not fit the queue, or were in it when the client went away.</summary>
    public long Lost { get; private set; }

    /// <summary>False once the client went away.</summary>
    public bool IsConnected { get; private set; } = true;

    /// <summary>True when nothing waits to be sent.</summary>
    public bool IsIdle => _length == 0;

    /// <summary>Queues a message, a line with its line feed, and sends what the socket takes now.</summary>
    public void Send(ReadOnlySpan<byte> line)
    {
        if (line.Length > _queue.Length - _length)
        {
            Flush();
            if (line.Length > _queue.Length - _length)
            {
                Lost++;
                return;
            }
        }

        line.CopyTo(_queue.AsSpan(_length));
        _length += line.Length;
        Flush();
    }

    /// <summary>Sends what the socket takes now and notices a client that went away.</summary>
    public void Poll()
    {
        // What a client says is read and ignored: an end of its stream is how a closed connection shows.
        // A few at a time: a client that talks without end must not keep the output thread from the others.
        for (var turn = 0; turn < ReadsPerPoll && IsConnected; turn++)
        {
            var read = _socket.Receive(_scratch, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                break;
            if (error != SocketError.Success || read == 0)
                Disconnect();
        }

        Flush();
    }

    public void Dispose()
    {
        Disconnect();
        _socket.Dispose();
    }

    private void Flush()
    {
        while (IsConnected && _length > 0)
        {
            var sent = _socket.Send(_queue.AsSpan(0, _length), SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                return;
            if (error != SocketError.Success)
            {
                Disconnect();
                return;
            }

            Delivered += _queue.AsSpan(0, sent).Count((byte)'\n');
            _queue.AsSpan(sent, _length - sent).CopyTo(_queue);
            _length -= sent;
        }
    }

    private void Disconnect()
    {
        IsConnected = false;
        Lost += _queue.AsSpan(0, _length).Count((byte)'\n');
        _length = 0;
    }
}
