using System.Text;

namespace EdgeSnn.Tests.Firmware;

/// <summary>Standard error that a test can wait for.</summary>
public sealed class LineWatcher : TextWriter
{
    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();

    public override Encoding Encoding => Encoding.UTF8;

    public string Text
    {
        get
        {
            lock (_gate)
                return _text.ToString();
        }
    }

    public override void Write(char value)
    {
        lock (_gate)
            _text.Append(value);
    }

    /// <summary>Waits until something was written.</summary>
    public async Task Until(string text, TimeSpan patience)
    {
        var end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            if (Environment.TickCount64 > end)
                throw new TimeoutException($"'{text}' was not written; there is: {Text}");
            await Task.Delay(5);
        }
    }
}
