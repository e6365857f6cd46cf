using System.Net;
using System.Net.Sockets;
using EdgeSnn.Firmware.Outputs;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Live;

namespace EdgeSnn.Firmware.Verbs.Events;

/// <summary>
/// Where <c>edgesnn replay</c> sends events: datagrams, or a server of a stream that any number of clients join at any time.
/// A client that takes nothing for a second is let go and counted. Owned by one thread.
/// </summary>
internal sealed class EventSending : IDisposable
{
    private const int PatienceMilliseconds = 1000;

    private readonly IEventPacker _packer;
    private readonly Socket _socket;
    private readonly bool _isServer;
    private readonly string? _file;
    private readonly List<Socket> _clients = [];

    private EventSending(IEventPacker packer, Socket socket, bool isServer, string? file)
        => (_packer, _socket, _isServer, _file) = (packer, socket, isServer, file);

    /// <summary>Clients that were let go because they took nothing.</summary>
    public int Stalled { get; private set; }

    /// <summary>Where clients connect, with the port that the system gave where 0 was asked for; null for datagrams.</summary>
    public string? Listening => !_isServer ? null : _file is null ? $"tcp://{_socket.LocalEndPoint}" : $"unix:{_file}";

    /// <summary>Opens an address.</summary>
    /// <exception cref="UsageException">The address is none.</exception>
    /// <exception cref="DeviceException">It cannot be used.</exception>
    public static EventSending Open(string address, EventGeometry geometry)
    {
        try
        {
            if (address.StartsWith("udp://", StringComparison.Ordinal))
                return Datagrams(address);
            if (address.StartsWith("tcp://", StringComparison.Ordinal))
                return Server(geometry, HostPort.Resolve(address, "tcp://"), null);
            if (address.StartsWith("unix:", StringComparison.Ordinal))
            {
                var path = address["unix:".Length..];
                return Server(geometry, new UnixDomainSocketEndPoint(path), path);
            }
        }
        catch (SocketException error)
        {
            throw new DeviceException($"{address}: {OneLine.Of(error)}", error);
        }

        throw new UsageException($"{address}: expected tcp://HOST:PORT, unix:PATH or udp://HOST:PORT,layout=spif|faery|faery32");
    }

    /// <summary>Waits until somebody is there to hear; datagrams wait for nobody.</summary>
    public void WaitForClient(CancellationToken stop)
    {
        while (_isServer && _clients.Count == 0 && !stop.IsCancellationRequested)
        {
            if (_socket.Poll(TimeSpan.FromMilliseconds(50), SelectMode.SelectRead))
                Accept();
        }
    }

    /// <summary>Sends events to all that listen now.</summary>
    /// <exception cref="ArgumentException">An event that the layout cannot hold.</exception>
    public void Send(ReadOnlySpan<DvsEvent> events)
    {
        while (_isServer && _socket.Poll(0, SelectMode.SelectRead))
            Accept();
        for (; !events.IsEmpty; events = events[Math.Min(events.Length, _packer.MostEvents)..])
        {
            var piece = _packer.Pack(events[..Math.Min(events.Length, _packer.MostEvents)]);
            if (_isServer)
                SendToClients(piece);
            else
                SendDatagram(piece);
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
        _socket.Dispose();
        _packer.Dispose();
        if (_file is not null)
            File.Delete(_file);
    }

    private static EventSending Datagrams(string given)
    {
        var (address, layout) = LiveEvents.Layout(given);
        var endPoint = HostPort.Resolve(address, "udp://");
        var socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(endPoint);
        IEventPacker packer = layout switch { "faery" => new FaeryPacker(false), "faery32" => new FaeryPacker(true), _ => new SpifPacker() };
        return new EventSending(packer, socket, false, null);
    }

    private static EventSending Server(EventGeometry geometry, EndPoint endPoint, string? file)
    {
        var protocol = file is null ? ProtocolType.Tcp : ProtocolType.Unspecified;
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, protocol);
        try
        {
            socket.Bind(endPoint);
            socket.Listen();
            return new EventSending(new AedatPacker(geometry), socket, true, file);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Accept()
    {
        var client = _socket.Accept();
        client.SendTimeout = PatienceMilliseconds;
        _clients.Add(client);
        if (!TrySend(client, _packer.Preamble.Span))
            Release(client);
    }

    private void SendToClients(ReadOnlySpan<byte> piece)
    {
        for (var index = _clients.Count - 1; index >= 0; index--)
        {
            if (!TrySend(_clients[index], piece))
                Release(_clients[index]);
        }
    }

    private bool TrySend(Socket client, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var sent = client.Send(bytes, SocketFlags.None, out var error);
            if (error != SocketError.Success)
            {
                Stalled += error == SocketError.TimedOut || error == SocketError.WouldBlock ? 1 : 0;
                return false;
            }

            bytes = bytes[sent..];
        }

        return true;
    }

    // Nobody there is no error of ours: the next datagram may find somebody.
    private void SendDatagram(ReadOnlySpan<byte> piece) => _socket.Send(piece, SocketFlags.None, out _);

    private void Release(Socket client)
    {
        _clients.Remove(client);
        client.Dispose();
    }
}
