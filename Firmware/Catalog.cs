using System.Text;
using EdgeSnn.Firmware.Outputs;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware;

/// <summary>All outputs. To add one: a file in <c>Outputs/</c> and a line here.</summary>
public static class Catalog
{
    // sockaddr_un of Linux holds 108 bytes with the closing NUL; other systems hold a few less and say so themselves.
    private const int MaxUnixPathBytes = 107;

    /// <summary>In the order of help and tables.</summary>
    public static IReadOnlyList<OutputEntry> Outputs { get; } =
    [
        new("console", "console", "One line of text per decision", (address, model, terminal) => new ConsoleOutput(address, terminal.Out)),
        new("jsonl", "jsonl:FILE|-", "One JSON line per decision into a file or standard output", CreateJsonLines),
        new("tcp", "tcp://HOST:PORT", "Serves JSON lines to any number of clients", CreateTcp),
        new("udp", "udp://HOST:PORT", "One datagram per decision", CreateUdp),
        new("unix", "unix:PATH", "Serves JSON lines on a unix socket", CreateUnix),
        new("gpio", "gpio:LABEL=PIN,...[,mode=latch]", "Moves a pin per decision of its label: pulse, latch, toggle or one-hot", CreateGpio),
        .. Adapters.Indicators.Outputs,
    ];

    /// <summary>Makes the output an address names.</summary>
    /// <exception cref="UsageException">No such output, or the address is malformed.</exception>
    /// <exception cref="DeviceException">The output cannot be had.</exception>
    public static IOutput CreateOutput(string address, NetworkModel model, Terminal terminal)
        => EntryOf(address).Create(address, model, terminal);

    /// <summary>Says what is wrong with an address, as far as that is known without opening anything.</summary>
    /// <param name="address">The address.</param>
    /// <param name="model">The network whose labels it may name, or null.</param>
    /// <exception cref="UsageException">No such output, or the address is malformed.</exception>
    public static void CheckOutput(string address, NetworkModel? model)
    {
        if (EntryOf(address).Name == "gpio" && model is not null)
            PinAssignment.Parse(address, model);
    }

    private static OutputEntry EntryOf(string address)
    {
        var kind = address.Split(':')[0];
        foreach (var entry in Outputs)
        {
            if (entry.Name == kind)
                return entry;
        }

        throw new UsageException($"unknown output '{address}'; outputs are {string.Join(", ", Outputs.Select(entry => entry.Syntax))}");
    }

    private static JsonLinesOutput CreateJsonLines(string address, NetworkModel model, Terminal terminal)
    {
        var path = PathOf(address, "jsonl:");
        return new JsonLinesOutput(address, path == "-" ? terminal.OpenOutput() : JsonLinesOutput.CreateFile(address, path), model.Name);
    }

    private static TcpOutput CreateTcp(string address, NetworkModel model, Terminal terminal)
    {
        var output = new TcpOutput(address, HostPort.Resolve(address, "tcp://"), new StreamServerOptions(model.Name));
        // With port 0 the system chose one; whoever wants to connect has to learn it.
        terminal.Error.WriteLine($"listening on tcp://{output.EndPoint}");
        return output;
    }

    private static UdpOutput CreateUdp(string address, NetworkModel model, Terminal terminal)
        => new(address, HostPort.Resolve(address, "udp://"), model.Name);

    private static UnixOutput CreateUnix(string address, NetworkModel model, Terminal terminal)
    {
        var path = PathOf(address, "unix:");
        var length = Encoding.UTF8.GetByteCount(path);
        if (length > MaxUnixPathBytes)
            throw new UsageException($"{address}: a socket's path has at most {MaxUnixPathBytes} bytes; this has {length}");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new UsageException($"{address}: no such folder {folder}");
        return new UnixOutput(address, path, new StreamServerOptions(model.Name));
    }

    private static GpioOutput CreateGpio(string address, NetworkModel model, Terminal terminal)
    {
        var assignment = PinAssignment.Parse(address, model);
        return new GpioOutput(address, assignment, terminal.OpenPins(assignment), terminal.Time);
    }

    private static string PathOf(string address, string scheme)
        => address.Length > scheme.Length && address.StartsWith(scheme, StringComparison.Ordinal)
            ? address[scheme.Length..]
            : throw new UsageException($"{address}: not {scheme}PATH");
}
