using System.Net;
using System.Net.Sockets;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>Serves JSON lines on a TCP port.</summary>
public sealed class TcpOutput : StreamServer
{
    /// <summary>Starts to listen.</summary>
    /// <exception cref="DeviceException">The address cannot be listened on.</exception>
    public TcpOutput(string address, IPEndPoint endPoint, StreamServerOptions options)
        : base(address, CreateSocket(endPoint), endPoint, options)
    {
    }

    // No address reuse is asked for: on Linux .NET takes that for leave to share a port that is in use, and the wait for old
    // connections, which is what it is usually for, .NET skips by itself.
    private static Socket CreateSocket(IPEndPoint endPoint)
        => new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
}
