using System.Globalization;
using EdgeSnn.Firmware.Outputs;
using EdgeSnn.Sensors.Events.Live;
using EdgeSnn.Sensors.Gpio;

namespace EdgeSnn.Firmware;

/// <summary>
/// Lets decisions through for a while after an edge on a GPIO line, as a push-to-talk button does: <c>gpio:22,window=2s</c>.
/// Looked at by the threads of all outputs; a chip that is lost is tried again every second, and nothing passes meanwhile.
/// </summary>
internal sealed class EdgeTrigger : IDisposable
{
    /// <summary>How it is written, for helps.</summary>
    public const string Syntax = "gpio:LINE[,edge=falling][,bias=up][,chip=NAME][,window=2s]";

    private const string WindowOption = "window=";
    private static readonly TimeSpan UsualWindow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly IEventLink _link;
    private readonly TimeProvider _time;
    private readonly TimeSpan _window;
    private readonly Lock _lock = new();
    private readonly byte[] _records = new byte[16 * GpioInputAddress.EdgeBytes];
    private long _edgeTimestamp;
    private long _lossTimestamp;
    private bool _hasEdge;
    private bool _isLost;

    /// <summary>Begins to listen, unarmed.</summary>
    /// <param name="address">As it was given.</param>
    /// <param name="open">The way to the line.</param>
    /// <param name="time">The clock of the window.</param>
    /// <exception cref="UsageException">The address is malformed.</exception>
    /// <exception cref="DeviceException">The line cannot be had.</exception>
    public EdgeTrigger(string address, Func<string, GpioInputAddress, IEventLink> open, TimeProvider time)
    {
        (Address, _time) = (address, time);
        (var lines, _window) = Parse(address);
        _link = open(address, lines);
        try
        {
            _link.Open();
        }
        catch (IOException error)
        {
            _link.Dispose();
            throw new DeviceException(error.Message, error);
        }
    }

    /// <summary>As it was given.</summary>
    public string Address { get; }

    /// <summary>Edges seen.</summary>
    public long Edges { get; private set; }

    /// <summary>Times the line was lost.</summary>
    public long Losses { get; private set; }

    /// <summary>True while decisions pass.</summary>
    public bool IsArmed
    {
        get
        {
            lock (_lock)
                return _hasEdge && !_isLost && _time.GetElapsedTime(_edgeTimestamp) < _window;
        }
    }

    /// <summary>Checks an address without opening anything.</summary>
    /// <exception cref="UsageException">The address is malformed.</exception>
    public static void Check(string address) => Parse(address);

    /// <summary>Takes the edges that came; never waits for one.</summary>
    public void Poll()
    {
        lock (_lock)
            TakeEdges();
    }

    private void TakeEdges()
    {
        try
        {
            if (_isLost && _time.GetElapsedTime(_lossTimestamp) < Pause)
                return;
            if (_isLost)
                _link.Open();
            _isLost = false;
            int count;
            while ((count = _link.Receive(_records, TimeSpan.Zero)) > 0)
            {
                Edges += count / GpioInputAddress.EdgeBytes;
                (_hasEdge, _edgeTimestamp) = (true, _time.GetTimestamp());
            }
        }
        catch (IOException)
        {
            _link.Close();
            (_isLost, _hasEdge, _lossTimestamp) = (true, false, _time.GetTimestamp());
            Losses++;
        }
    }

    public void Dispose() => _link.Dispose();

    private static (GpioInputAddress Lines, TimeSpan Window) Parse(string address)
    {
        if (!GpioInputAddress.Names(address))
            throw new UsageException($"--trigger {address}: not {Syntax}");
        var items = address.Split(',');
        var window = UsualWindow;
        if (items[^1].StartsWith(WindowOption, StringComparison.Ordinal))
        {
            window = Duration.TryParse(items[^1][WindowOption.Length..]) is { } given && given > TimeSpan.Zero && given <= LongestWindow ? given
                : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--trigger {address}: '{items[^1]}', expected up to 1 h, as in window=2s"));
            address = string.Join(',', items[..^1]);
        }

        try
        {
            return (GpioInputAddress.Parse(address), window);
        }
        catch (FormatException error)
        {
            throw new UsageException($"--trigger {error.Message}");
        }
    }
}
