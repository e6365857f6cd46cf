using EdgeSnn.Firmware.Supervision;

namespace EdgeSnn.Tests.Firmware;

public sealed class EventLogTests
{
    [Fact]
    public void A_burst_passes_then_one_line_per_second_and_the_others_are_counted()
    {
        using var writer = new LineWatcher();
        var time = new ManualTime();
        using (var log = new EventLog(writer, hasPriorities: true, time))
        {
            for (var line = 0; line < 50; line++)
                log.Write(LogPriority.Warning, $"line {line}\nof its own");
            time.Advance(TimeSpan.FromSeconds(1));
            log.Write(LogPriority.Error, "later");
            log.Write(LogPriority.Error, "too soon");
            Assert.Equal(31, log.Suppressed);
        }

        var lines = writer.Text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(23, lines.Length);
        Assert.Equal("<4>line 0 of its own", lines[0]);
        Assert.Equal(["<4>30 lines suppressed", "<3>later", "<4>1 lines suppressed"], lines[20..]);
    }

    [Fact]
    public void Who_logs_never_waits_for_a_reader_and_neither_does_the_end()
    {
        using var gate = new ManualResetEventSlim();
        using var writer = new BlockedWriter(gate);
        using (var log = new EventLog(writer, hasPriorities: false, new ManualTime()))
        {
            for (var line = 0; line < 1000; line++)
                log.Write(LogPriority.Info, "x");
        }

        gate.Set();
    }

    [Theory]
    [InlineData("8:12345", "socket:[12345]", true)]
    [InlineData("8:12345", "socket:[999]", false)]
    [InlineData("8:12345", "/dev/pts/0", false)]
    [InlineData("8:12345", null, true)]
    [InlineData(null, "socket:[12345]", false)]
    public void The_journal_is_known_by_the_socket_it_named(string? stream, string? standardError, bool isJournal)
        => Assert.Equal(isJournal, EventLog.IsJournal(name => name == "JOURNAL_STREAM" ? stream : null, standardError));

    [Fact]
    public void An_error_of_the_program_has_a_priority_in_the_journal()
    {
        var run = new Invocation { IsJournal = true };
        run.Run("run", "--audio", "-", "--events", "-");
        Assert.StartsWith("<3>give one of", run.Error, StringComparison.Ordinal);
    }

    private sealed class BlockedWriter(ManualResetEventSlim gate) : StringWriter
    {
        public override void WriteLine(string? value) => gate.Wait();
    }
}
