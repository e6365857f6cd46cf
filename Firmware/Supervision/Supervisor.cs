using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EdgeSnn.Firmware.Supervision;

/// <summary>
/// The service manager that started the program, told how it is by datagrams: the protocol of sd_notify(3). Its watchdog is
/// fed only while the tick loop moves, so a loop that hangs is restarted. Owned by one thread; never waits, and a manager
/// that does not listen is no error.
/// </summary>
internal sealed class Supervisor : IDisposable
{
    // Three pings per allowed silence: two may come late.
    private const int PingsPerSilence = 3;

    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _endPoint;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pingEvery;
    private long _lastPing;
    private long _lastBeat = -1;

    private Supervisor(string? socket, TimeSpan silence, TimeProvider time)
    {
        _time = time;
        _pingEvery = silence / PingsPerSilence;
        _lastPing = time.GetTimestamp();
        if (string.IsNullOrEmpty(socket))
            return;
        // A leading @ is how a name outside the file system is written.
        _endPoint = new UnixDomainSocketEndPoint(socket[0] == '@' ? "\0" + socket[1..] : socket);
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
    }

    /// <summary>Messages the manager did not take.</summary>
    public long Unheard { get; private set; }

    /// <summary>True when there is a manager.</summary>
    public bool IsPresent => _socket is not null;

    /// <summary>True when the manager wants to hear that the tick loop moves.</summary>
    public bool HasWatchdog => IsPresent && _pingEvery > TimeSpan.Zero;

    /// <summary>Finds the manager by the variables it set.</summary>
    /// <param name="variable">The environment.</param>
    /// <param name="time">The clock of pings.</param>
    public static Supervisor Find(Func<string, string?> variable, TimeProvider time)
    {
        var socket = variable("NOTIFY_SOCKET");
        // Only Unix sockets: a manager of virtual machines may offer another kind.
        var isUnix = socket is ['/' or '@', _, ..] && (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS());
        var isMine = variable("WATCHDOG_PID") is not { Length: > 0 } pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var silence = isMine && long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            ? TimeSpan.FromMicroseconds(microseconds)
            : TimeSpan.Zero;
        return new Supervisor(isUnix ? socket : null, silence, time);
    }

    /// <summary>The network listens and the outputs are open.</summary>
    public void Ready(string status) => Send($"READY=1\nSTATUS={OneLine.Of(status)}");

    /// <summary>What goes on, in a line.</summary>
    public void Status(string status) => Send($"STATUS={OneLine.Of(status)}");

    /// <summary>The configuration is read again; <see cref="Ready"/> says that this is over.</summary>
    public void Reloading()
        => Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={Stopwatch.GetTimestamp() * 1_000_000.0 / Stopwatch.Frequency:0}"));

    /// <summary>The run ends.</summary>
    public void Stopping() => Send("STOPPING=1");

    /// <summary>Feeds the watchdog when its time has come and the tick loop has moved since the last time.</summary>
    /// <param name="beat">A number that changes while the tick loop moves.</param>
    public void Beat(long beat)
    {
        if (!HasWatchdog || beat == _lastBeat || _time.GetElapsedTime(_lastPing) < _pingEvery)
            return;
        _lastBeat = beat;
        _lastPing = _time.GetTimestamp();
        Send("WATCHDOG=1");
    }

    public void Dispose() => _socket?.Dispose();

    private void Send(string message)
    {
        if (_socket is null)
            return;
        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(message), SocketFlags.None, _endPoint!);
        }
        catch (SocketException)
        {
            Unheard++;
        }
    }
}
