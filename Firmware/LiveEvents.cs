using System.Net.Sockets;
using EdgeSnn.Firmware.Outputs;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Live;
using EdgeSnn.Sensors.Gpio;

namespace EdgeSnn.Firmware;

/// <summary>Live sources of events, as the command line names them.</summary>
internal static class LiveEvents
{
    /// <summary>How they are written, for helps.</summary>
    public static IReadOnlyList<(string Syntax, string Description)> All { get; } =
    [
        ("tcp://HOST:PORT", "a server of DV (AEDAT 4 stream), or of any format with --format"),
        ("unix:PATH", "the same on a Unix socket"),
        ("udp://HOST:PORT,layout=LAYOUT", "datagrams sent here: spif (default), faery or faery32"),
        ("v4l2:/dev/videoN", "a camera behind V4L2: EVT2, EVT2.1 or EVT3 by its pixel format (Linux)"),
        (GpioInputAddress.Syntax, "edges on GPIO lines: the n-th line is column n of row 0 (Linux)"),
    ];

    private static readonly string[] Schemes = ["tcp://", "unix:", "udp://", "v4l2:", GpioInputAddress.Scheme];

    /// <summary>True when this names a live source, not a recording.</summary>
    public static bool Names(string source) => Array.Exists(Schemes, scheme => source.StartsWith(scheme, StringComparison.Ordinal));

    /// <summary>Opens the way to a source; nothing connects yet.</summary>
    /// <param name="source">Its address.</param>
    /// <param name="format">Name of its format, or null for the usual one.</param>
    /// <param name="options">What else is known of it.</param>
    /// <param name="terminal">Clock and end.</param>
    /// <exception cref="UsageException">The address or the format is none.</exception>
    /// <exception cref="DeviceException">The host has no address.</exception>
    public static LiveEventReader Open(string source, string? format, EventReadOptions options, Terminal terminal)
        => new(Link(source, format, options, terminal), terminal.Time, terminal.Stop);

    private static IEventLink Link(string source, string? format, EventReadOptions options, Terminal terminal)
    {
        if (source.StartsWith("v4l2:", StringComparison.Ordinal))
            return Video(source, format, options);
        if (GpioInputAddress.Names(source))
            return Edges(source, format, terminal);
        if (source.StartsWith("udp://", StringComparison.Ordinal))
            return Datagrams(source, format, options, terminal);
        var named = EventRecording.FormatOf(format ?? "aedat4");
        var create = named.CreateDecoder ?? throw new UsageException($"--format {named.Name}: is a file, not a stream");
        if (source.StartsWith("unix:", StringComparison.Ordinal))
        {
            var path = source["unix:".Length..];
            return new SocketLink(source, () => Connect(new UnixDomainSocketEndPoint(path), AddressFamily.Unix, ProtocolType.Unspecified), () => create(options));
        }

        var endPoint = HostPort.Resolve(source, "tcp://");
        return new SocketLink(source, () => Connect(endPoint, endPoint.AddressFamily, ProtocolType.Tcp), () => create(options));
    }

    private static Socket Connect(System.Net.EndPoint endPoint, AddressFamily family, ProtocolType protocol)
    {
        var socket = new Socket(family, SocketType.Stream, protocol);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        try
        {
            socket.ConnectAsync(endPoint, patience.Token).AsTask().GetAwaiter().GetResult();
            return socket;
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static DatagramLink Datagrams(string source, string? format, EventReadOptions options, Terminal terminal)
    {
        if (format is not null)
            throw new UsageException($"--format {format}: datagrams have a layout, as in udp://HOST:PORT,layout=faery");
        var (address, layout) = Layout(source);
        return new DatagramLink(source, HostPort.Resolve(address, "udp://"), () => layout switch
        {
            "faery" => new FaeryDecoder(options.Geometry, isShort: false),
            "faery32" => new FaeryDecoder(options.Geometry, isShort: true),
            _ => new SpifDecoder(options.Geometry, terminal.Time),
        });
    }

    /// <summary>Splits an address of datagrams from its layout.</summary>
    /// <exception cref="UsageException">No such layout.</exception>
    public static (string Address, string Layout) Layout(string source)
    {
        const string option = "layout=";
        var split = source.IndexOfAny([',', '?']);
        if (split < 0)
            return (source, "spif");
        var layout = source[(split + 1)..];
        layout = layout.StartsWith(option, StringComparison.Ordinal) ? layout[option.Length..] : "";
        return layout is "spif" or "faery" or "faery32" ? (source[..split], layout)
            : throw new UsageException($"{source}: expected layout=spif, layout=faery or layout=faery32 behind the port");
    }

    /// <summary>The way to lines that listen.</summary>
    /// <exception cref="UsageException">This is not Linux.</exception>
    public static IEventLink OpenEdges(string source, GpioInputAddress address)
        => OperatingSystem.IsLinux() ? new GpioEdgeLink(source, address) : throw new UsageException($"{source}: edges come from Linux's kernel");

    private static IEventLink Edges(string source, string? format, Terminal terminal)
    {
        if (format is not null)
            throw new UsageException($"--format {format}: GPIO lines have none");
        try
        {
            return terminal.OpenEdges(source, GpioInputAddress.Parse(source));
        }
        catch (FormatException error)
        {
            throw new UsageException(error.Message);
        }
    }

    private static VideoLink Video(string source, string? format, EventReadOptions options)
    {
        if (!OperatingSystem.IsLinux())
            throw new UsageException($"{source}: V4L2 is Linux's");
        if (format is not (null or "evt2" or "evt21" or "evt3"))
            throw new UsageException($"--format {format}: a camera sends evt2, evt21 or evt3");
        return new VideoLink(source, new LinuxVideoDevice(source["v4l2:".Length..]), format, options);
    }
}
