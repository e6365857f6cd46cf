using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Live;

namespace EdgeSnn.Tests.Sensors.Events.Live;

/// <summary>A link that does what a script says: one step per call, and time goes on by a millisecond with each.</summary>
internal sealed class ScriptedLink(ManualTime time, string format, params object?[] script) : IEventLink
{
    private int _step;

    public string Address => "script";

    public int Opened { get; private set; }

    public int Closed { get; private set; }

    public CancellationTokenSource Over { get; } = new();

    public IEventDecoder CreateDecoder() => EventFormats.All.Single(one => one.Name == format).CreateDecoder!(EventReadOptions.None);

    public void Open()
    {
        Opened++;
        if (_step < script.Length && script[_step] is "refuse")
        {
            _step++;
            throw new IOException("nobody there");
        }
    }

    public int Receive(Span<byte> buffer, TimeSpan wait)
    {
        time.Advance(TimeSpan.FromMilliseconds(1));
        if (_step == script.Length) Over.Cancel();
        switch (_step < script.Length ? script[_step] : null)
        {
            case byte[] bytes:
                bytes.CopyTo(buffer);
                _step++;
                return bytes.Length;
            case int milliseconds:
                time.Advance(TimeSpan.FromMilliseconds(milliseconds));
                _step++;
                return 0;
            case "lose":
                _step++;
                throw new IOException("gone");
            default:
                return 0;
        }
    }

    public void Close() => Closed++;

    public void Dispose() => Over.Dispose();
}
