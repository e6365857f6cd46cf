using System.Net;
using System.Text;

namespace EdgeSnn.Tests.Firmware;

/// <summary>Waits for the program to say on standard error where it listens.</summary>
public sealed class AddressWatcher : TextWriter
{
    private const string Announcement = "listening on tcp://";

    private readonly TaskCompletionSource<IPEndPoint> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Where it listens.</summary>
    public Task<IPEndPoint> Address => _address.Task;

    /// <summary>Everything said so far.</summary>
    public string[] AllLines()
    {
        lock (_gate)
            return [.. _lines];
    }

    public override void WriteLine(string? value)
    {
        lock (_gate)
            _lines.Add(value ?? "");
        if (value is not null && value.StartsWith(Announcement, StringComparison.Ordinal))
            _address.TrySetResult(IPEndPoint.Parse(value[Announcement.Length..]));
    }
}
