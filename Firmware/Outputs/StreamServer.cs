using System.Net;
using System.Net.Sockets;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>
/// Serves JSON lines to any number of clients of a listening socket, TCP or unix. Never blocks: clients are accepted,
/// fed and let go in <see cref="Poll"/>, each behind its own bounded queue. A decision that finds no client is lost once.
/// </summary>
public abstract class StreamServer : IOutput
{
    private const int Backlog = 16;
    private const int MaxClients = 256;

    private readonly Socket _listener;
    private readonly List<StreamClient> _clients = [];
    private readonly MessageJson _json;
    private readonly int _queueBytes;
    private long _pastDelivered;
    private long _pastLost;

    /// <summary>Starts to listen.</summary>
    /// <exception cref="DeviceException">The address cannot be listened on.</exception>
    private protected StreamServer(string address, Socket listener, EndPoint endPoint, StreamServerOptions options)
    {
        Address = address;
        _json = new MessageJson(options.Model);
        _queueBytes = options.QueueBytes;
        _listener = listener;
        try
        {
            _listener.Blocking = false;
            _listener.Bind(endPoint);
            _listener.Listen(Backlog);
        }
        catch (SocketException error)
        {
            _listener.Dispose();
            throw new DeviceException($"{address}: cannot listen: {OneLine.Of(error)}", error);
        }
    }

    public string Address { get; }

    /// <summary>Where clients connect, with the port the system chose when 0 was asked for.</summary>
    public EndPoint EndPoint => _listener.LocalEndPoint!;

    /// <summary>Clients connected now.</summary>
    public int ClientCount => _clients.Count;

    public bool IsIdle => _clients.TrueForAll(client => client.IsIdle);

    public long Delivered => _pastDelivered + _clients.Sum(client => client.Delivered);

    public long Lost => _pastLost + _clients.Sum(client => client.Lost);

    public void Emit(in DecisionMessage message)
    {
        Accept();
        if (_clients.Count == 0)
        {
            _pastLost++;
            return;
        }

        var line = _json.Write(message);
        foreach (var client in _clients)
            client.Send(line);
        Forget();
    }

    public void Poll()
    {
        Accept();
        foreach (var client in _clients)
            client.Poll();
        Forget();
    }

    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
            Count(client);
        }

        _clients.Clear();
        _listener.Dispose();
        _json.Dispose();
        OnClosed();
        GC.SuppressFinalize(this);
    }

    /// <summary>Called once the listening socket is closed.</summary>
    private protected virtual void OnClosed()
    {
    }

    private void Accept()
    {
        while (_clients.Count < MaxClients && _listener.Poll(0, SelectMode.SelectRead))
        {
            try
            {
                _clients.Add(new StreamClient(_listener.Accept(), _queueBytes));
            }
            catch (SocketException)
            {
                // Gone between knock and answer.
                return;
            }
        }
    }

    private void Forget()
    {
        for (var index = _clients.Count - 1; index >= 0; index--)
        {
            var client = _clients[index];
            if (client.IsConnected)
                continue;
            client.Dispose();
            Count(client);
            _clients.RemoveAt(index);
        }
    }

    private void Count(StreamClient client)
    {
        _pastDelivered += client.Delivered;
        _pastLost += client.Lost;
    }
}
