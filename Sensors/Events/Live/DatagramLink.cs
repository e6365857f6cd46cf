using System.Net;
using System.Net.Sockets;

namespace EdgeSnn.Sensors.Events.Live;

/// <summary>
/// A UDP port that datagrams of events are sent to. What the system drops because nobody takes it in time is lost and, for
/// these layouts have no sequence numbers, not seen.
/// </summary>
/// <param name="address">As it was given, for messages.</param>
/// <param name="endPoint">Where to listen.</param>
/// <param name="createDecoder">Makes a decoder of datagrams.</param>
public sealed class DatagramLink(string address, IPEndPoint endPoint, Func<DatagramDecoder> createDecoder) : IEventLink
{
    private const int ReceiveBufferBytes = 4 << 20;

    private Socket? _socket;
    private DatagramDecoder? _decoder;

    /// <inheritdoc/>
    public string Address => address;

    /// <summary>The port that is listened on while open; 0 else.</summary>
    public int Port => (_socket?.LocalEndPoint as IPEndPoint)?.Port ?? 0;

    /// <inheritdoc/>
    public IEventDecoder CreateDecoder() => _decoder = createDecoder();

    /// <inheritdoc/>
    public void Open()
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReceiveBufferSize = ReceiveBufferBytes;
            socket.Bind(endPoint);
            _socket = socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new IOException($"{address}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public int Receive(Span<byte> buffer, TimeSpan wait)
    {
        var socket = _socket ?? throw new IOException($"{address}: not open");
        try
        {
            if (!socket.Poll(wait, SelectMode.SelectRead))
                return 0;
            var count = socket.Receive(buffer, SocketFlags.None, out var error);
            if (error != SocketError.Success)
                throw new IOException($"{address}: {error}");
            _decoder?.Begin(count);
            return count;
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
