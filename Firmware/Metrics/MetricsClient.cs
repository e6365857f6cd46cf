using System.Net.Sockets;
using System.Text;

namespace EdgeSnn.Firmware.Metrics;

/// <summary>One request of a <see cref="MetricsServer"/>: read, answered and done, without ever waiting.</summary>
internal sealed class MetricsClient : IDisposable
{
    private const int MostRequestBytes = 4096;
    private const long PatienceMilliseconds = 2000;

    private readonly Func<string> _text;
    private readonly byte[] _request = new byte[MostRequestBytes];
    private readonly long _end = Environment.TickCount64 + PatienceMilliseconds;
    private int _requestLength;
    private byte[] _answer = [];
    private int _sent;

    public MetricsClient(Socket socket, Func<string> text)
    {
        Socket = socket;
        Socket.Blocking = false;
        _text = text;
    }

    public Socket Socket { get; }

    /// <summary>True once the request is complete.</summary>
    public bool IsAnswering => _answer.Length > 0;

    /// <summary>True when the connection is to be closed.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Reads and writes what the socket has and takes now.</summary>
    public void Turn()
    {
        if (!IsAnswering)
            Read();
        if (IsAnswering && !IsDone)
            Write();
        IsDone |= Environment.TickCount64 >= _end;
    }

    public void Dispose()
    {
        try
        {
            Socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // Gone already.
        }

        Socket.Dispose();
    }

    private void Read()
    {
        var count = Socket.Receive(_request.AsSpan(_requestLength), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return;
        if (error != SocketError.Success || count == 0)
        {
            IsDone = true;
            return;
        }

        _requestLength += count;
        var request = _request.AsSpan(0, _requestLength);
        // An empty line ends the request; a body is nobody's business here.
        if (request.IndexOf("\r\n\r\n"u8) >= 0 || request.IndexOf("\n\n"u8) >= 0)
            _answer = Answer(request);
        else if (_requestLength == MostRequestBytes)
            _answer = Format("431 Request Header Fields Too Large", "too long a request\n", isHead: false);
    }

    private byte[] Answer(ReadOnlySpan<byte> request)
    {
        var line = Encoding.ASCII.GetString(request[..request.IndexOf((byte)'\n')]).TrimEnd('\r').Split(' ');
        if (line is not [var method, var target, ..])
            return Format("400 Bad Request", "not HTTP\n", isHead: false);
        if (method is not ("GET" or "HEAD"))
            return Format("405 Method Not Allowed", "only GET and HEAD\n", isHead: false);
        var path = target.Split('?')[0];
        return path == "/metrics"
            ? Format("200 OK", _text(), method == "HEAD")
            : Format("404 Not Found", "metrics are at /metrics\n", method == "HEAD");
    }

    private static byte[] Format(string status, string body, bool isHead)
    {
        var length = Encoding.UTF8.GetByteCount(body);
        var type = status.StartsWith("200", StringComparison.Ordinal) ? MetricsText.ContentType : "text/plain; charset=utf-8";
        var head = $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n";
        return Encoding.UTF8.GetBytes(isHead ? head : head + body);
    }

    private void Write()
    {
        while (_sent < _answer.Length)
        {
            var count = Socket.Send(_answer.AsSpan(_sent), SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                return;
            if (error != SocketError.Success)
                break;
            _sent += count;
        }

        IsDone = true;
    }
}
