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

    private static Socket CreateSocket(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        // A restart must not wait for the old connections' TIME_WAIT. Windows means something else by this option.
        if (!OperatingSystem.IsWindows())
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        return socket;
    }
}
