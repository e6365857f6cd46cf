using System.Net.Sockets;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>Serves JSON lines on a unix socket; takes over the path of a server that died, and removes its own at the end.</summary>
public sealed class UnixOutput : StreamServer
{
    private readonly string _path;

    /// <summary>Starts to listen.</summary>
    /// <exception cref="DeviceException">The path is in use, is something else than a socket, or cannot be created.</exception>
    public UnixOutput(string address, string path, StreamServerOptions options)
        : base(address, CreateSocket(address, path), new UnixDomainSocketEndPoint(path), options)
        => _path = path;

    private protected override void OnClosed() => File.Delete(_path);

    private static Socket CreateSocket(string address, string path)
    {
        RemoveStale(address, path);
        return new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    }

    private static void RemoveStale(string address, string path)
    {
        if (!File.Exists(path))
            return;
        // A regular file is never deleted; a socket only when nobody answers it any more.
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException) when (IsSocket(path))
        {
            File.Delete(path);
            return;
        }
        catch (SocketException)
        {
            throw new DeviceException($"{address}: {path} exists and is not a socket");
        }

        throw new DeviceException($"{address}: {path} is in use by another program");
    }

    // Opened for writing too, a named pipe does not wait for its other end.
    // Sockets have no size and no regular-file attributes; only opening one tells: it fails where a file would not.
    private static bool IsSocket(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
