using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>Reads <c>HOST:PORT</c>, where HOST is a name, an IPv4 address, an IPv6 address in brackets, or <c>*</c> for every interface.</summary>
internal static class HostPort
{
    /// <summary>Reads and resolves the part of an address after its scheme.</summary>
    /// <exception cref="UsageException">Not HOST:PORT.</exception>
    /// <exception cref="DeviceException">The host has no address.</exception>
    public static IPEndPoint Resolve(string address, string scheme)
    {
        var text = address.StartsWith(scheme, StringComparison.Ordinal) ? address[scheme.Length..].TrimEnd('/') : "";
        var split = text.LastIndexOf(':');
        if (split <= 0 || !ushort.TryParse(text[(split + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw new UsageException($"{address}: not {scheme}HOST:PORT");
        var host = text[..split].Trim('[', ']');
        if (host == "*")
            return new IPEndPoint(IPAddress.Any, port);
        return new IPEndPoint(IPAddress.TryParse(host, out var known) ? known : LookUp(address, host), port);
    }

    private static IPAddress LookUp(string address, string host)
    {
        try
        {
            var found = Dns.GetHostAddresses(host);
            // IPv4 first: a name such as localhost has both, and most small devices speak only that.
            return found.FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork)
                ?? found.FirstOrDefault()
                ?? throw new DeviceException($"{address}: {host} has no address");
        }
        catch (SocketException error)
        {
            throw new DeviceException($"{address}: {host} has no address: {OneLine.Of(error)}", error);
        }
        catch (ArgumentException)
        {
            throw new UsageException($"{address}: '{host}' is not a host name");
        }
    }
}
