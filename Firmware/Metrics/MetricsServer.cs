using System.Net;
using System.Net.Sockets;
using EdgeSnn.Firmware.Outputs;

namespace EdgeSnn.Firmware.Metrics;

/// <summary>
/// Answers GET /metrics over HTTP 1.1, one request per connection. A thread of its own serves a few clients at once without
/// waiting for any; one that takes longer than two seconds, or says more than four kilobytes, is let go. Counters are read
/// from where the other threads leave them: no client can hold up a tick. Why not a web server: docs/decisions.
/// </summary>
internal sealed class MetricsServer : IDisposable
{
    private const int MostClients = 8;
    private const int Backlog = 8;
    private const int PollMicroseconds = 100_000;

    private readonly Socket _listener;
    private readonly Func<string> _text;
    private readonly List<MetricsClient> _clients = [];
    private readonly Thread _thread;
    private volatile bool _isOver;

    /// <summary>Listens at once.</summary>
    /// <param name="address">HOST:PORT, or a port of the loopback interface alone.</param>
    /// <param name="text">Writes the counters; called on the server's thread.</param>
    /// <exception cref="UsageException">The address is none.</exception>
    /// <exception cref="DeviceException">It cannot be listened on.</exception>
    public MetricsServer(string address, Func<string> text)
    {
        _text = text;
        var endPoint = Parse(address);
        _listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(endPoint);
            _listener.Listen(Backlog);
            _listener.Blocking = false;
        }
        catch (SocketException error)
        {
            _listener.Dispose();
            throw new DeviceException($"--metrics {address}: cannot listen: {OneLine.Of(error)}", error);
        }

        EndPoint = _listener.LocalEndPoint!;
        _thread = new Thread(Serve) { Name = "metrics", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Where it listens, with the port the system chose when 0 was asked for.</summary>
    public EndPoint EndPoint { get; }

    /// <summary>Where an address says to listen.</summary>
    /// <param name="address">HOST:PORT, or a port of the loopback interface alone.</param>
    /// <exception cref="UsageException">The address is none.</exception>
    /// <exception cref="DeviceException">The host has no address.</exception>
    public static IPEndPoint Parse(string address)
    {
        var hostAndPort = address.Contains(':', StringComparison.Ordinal) ? address : $"127.0.0.1:{address}";
        return HostPort.Resolve("tcp://" + (hostAndPort.StartsWith(':') ? "127.0.0.1" + hostAndPort : hostAndPort), "tcp://");
    }

    public void Dispose()
    {
        _isOver = true;
        // Ends the thread's select at once.
        _listener.Dispose();
        _thread.Join(PollMicroseconds / 1000);
    }

    private void Serve()
    {
        var readable = new List<Socket>();
        var writable = new List<Socket>();
        while (!_isOver)
        {
            readable.Clear();
            writable.Clear();
            if (_clients.Count < MostClients)
                readable.Add(_listener);
            readable.AddRange(_clients.Where(client => !client.IsAnswering).Select(client => client.Socket));
            writable.AddRange(_clients.Where(client => client.IsAnswering).Select(client => client.Socket));
            try
            {
                if (readable.Count + writable.Count > 0)
                    Socket.Select(readable, writable, null, PollMicroseconds);
                if (readable.Contains(_listener))
                    _clients.Add(new MetricsClient(_listener.Accept(), _text));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // The end, or a client that went away between knock and answer.
            }

            foreach (var client in _clients)
                client.Turn();
            foreach (var client in _clients.Where(client => client.IsDone))
                client.Dispose();
            _clients.RemoveAll(client => client.IsDone);
        }

        foreach (var client in _clients)
            client.Dispose();
    }
}
