using System.Net.Sockets;

namespace EdgeSnn.Sensors.Events.Live;

/// <summary>A stream socket, TCP or Unix, that sends a format of events from its first byte on, as DV's network server does.</summary>
/// <param name="address">As it was given, for messages.</param>
/// <param name="connect">Makes a connected socket; throws <see cref="SocketException"/> when there is nobody.</param>
/// <param name="createDecoder">Makes a decoder of the stream.</param>
public sealed class SocketLink(string address, Func<Socket> connect, Func<IEventDecoder> createDecoder) : IEventLink
{
    private Socket? _socket;

    /// <inheritdoc/>
    public string Address => address;

    /// <inheritdoc/>
    public IEventDecoder CreateDecoder() => createDecoder();

    /// <inheritdoc/>
    public void Open()
    {
        try
        {
            _socket = connect();
        }
        catch (SocketException error)
        {
            throw new IOException($"{address}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public int Receive(Span<byte> buffer, TimeSpan wait)
    {
        var socket = _socket ?? throw new IOException($"{address}: not connected");
        try
        {
            if (!socket.Poll(wait, SelectMode.SelectRead))
                return 0;
            var count = socket.Receive(buffer, SocketFlags.None, out var error);
            return error == SocketError.Success && count > 0 ? count
                : throw new IOException($"{address}: {(error == SocketError.Success ? "the other side closed the connection" : error.ToString())}");
        }
        catch (SocketException error)
        {
            throw new IOException($"{address}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();
}
