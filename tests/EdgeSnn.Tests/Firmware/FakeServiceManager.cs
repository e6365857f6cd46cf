using System.Net.Sockets;
using System.Text;

namespace EdgeSnn.Tests.Firmware;

/// <summary>The receiving end of sd_notify: a datagram socket.</summary>
public sealed class FakeServiceManager : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
    private readonly byte[] _buffer = new byte[4096];

    /// <summary>Listens at a path, or at a name outside the file system when it begins with @.</summary>
    public FakeServiceManager(string address)
    {
        Address = address;
        _socket.Bind(new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address));
    }

    public string Address { get; }

    /// <summary>The next message; throws when none comes.</summary>
    public string Receive() => Encoding.UTF8.GetString(_buffer, 0, _socket.Receive(_buffer));

    /// <summary>The next message, or null when there is none now.</summary>
    public string? ReceiveNow() => _socket.Poll(0, SelectMode.SelectRead) ? Receive() : null;

    /// <summary>The next message that begins so.</summary>
    public string ReceiveFrom(string beginning)
    {
        string message;
        while (!(message = Receive()).StartsWith(beginning, StringComparison.Ordinal))
        {
        }

        return message;
    }

    public void Dispose() => _socket.Dispose();
}
