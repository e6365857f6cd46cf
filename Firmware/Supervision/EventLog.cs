using System.Collections.Concurrent;
using System.Globalization;

namespace EdgeSnn.Firmware.Supervision;

/// <summary>
/// One line per event on standard error, with the journal's priority in front where the journal reads it. A burst of lines
/// passes, then one per second; the others are counted and the count is the next line. Written by a thread of its own:
/// whoever logs never waits, not even for a pipe that nobody reads. Any thread but the network's.
/// </summary>
internal sealed class EventLog : IDisposable
{
    private const int Burst = 20;
    private const int QueueCapacity = 256;
    private const int FarewellMilliseconds = 50;

    private readonly TextWriter _writer;
    private readonly bool _hasPriorities;
    private readonly TimeProvider _time;
    private readonly BlockingCollection<string> _queue = new(QueueCapacity);
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private double _credit = Burst;
    private long _creditTimestamp;
    private bool _isOver;
    private long _suppressed;

    /// <summary>Starts the thread.</summary>
    /// <param name="writer">Where lines go; not disposed.</param>
    /// <param name="hasPriorities">True when the journal reads them.</param>
    /// <param name="time">The clock of the rate limit.</param>
    public EventLog(TextWriter writer, bool hasPriorities, TimeProvider time)
    {
        _writer = writer;
        _hasPriorities = hasPriorities;
        _time = time;
        _creditTimestamp = time.GetTimestamp();
        _thread = new Thread(WriteAll) { Name = "log", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Lines that were not written.</summary>
    public long Suppressed { get; private set; }

    /// <summary>True when standard error is the journal's socket.</summary>
    /// <param name="variable">The environment.</param>
    /// <param name="standardError">What standard error is, as Linux's <c>/proc/self/fd/2</c> says; null where unknown.</param>
    public static bool IsJournal(Func<string, string?> variable, string? standardError)
    {
        // JOURNAL_STREAM is "device:inode" of the socket; a program's output may have been redirected since.
        var stream = variable("JOURNAL_STREAM");
        return !string.IsNullOrEmpty(stream)
            && (standardError is null || standardError == $"socket:[{stream[(stream.IndexOf(':', StringComparison.Ordinal) + 1)..]}]");
    }

    /// <summary>A line as it is written.</summary>
    public static string Format(LogPriority priority, string text, bool hasPriorities)
        => hasPriorities ? string.Create(CultureInfo.InvariantCulture, $"<{(int)priority}>{OneLine.Of(text)}") : $"edgesnn: {OneLine.Of(text)}";

    /// <summary>Writes a line, or counts it as suppressed.</summary>
    public void Write(LogPriority priority, string text)
    {
        lock (_gate)
        {
            // A thread that was left at the end of the run may still have something to say.
            if (_isOver)
                return;
            var now = _time.GetTimestamp();
            _credit = Math.Min(Burst, _credit + _time.GetElapsedTime(_creditTimestamp, now).TotalSeconds);
            _creditTimestamp = now;
            if (_credit < 1)
            {
                _suppressed++;
                Suppressed++;
                return;
            }

            _credit--;
            ReportSuppressed();
            if (!_queue.TryAdd(Format(priority, text, _hasPriorities)))
            {
                _suppressed++;
                Suppressed++;
            }
        }
    }

    /// <summary>Writes what is queued, unless nobody reads it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            ReportSuppressed();
            _isOver = true;
            _queue.CompleteAdding();
        }

        if (_thread.Join(FarewellMilliseconds))
            _queue.Dispose();
    }

    private void ReportSuppressed()
    {
        if (_suppressed > 0 && _queue.TryAdd(Format(LogPriority.Warning, $"{_suppressed} lines suppressed", _hasPriorities)))
            _suppressed = 0;
    }

    private void WriteAll()
    {
        try
        {
            foreach (var line in _queue.GetConsumingEnumerable())
            {
                _writer.WriteLine(line);
                _writer.Flush();
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // Nobody is there to read the log any more: the run goes on without one.
        }
    }
}
