using Spectre.Console;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>A progress bar on standard error while work goes on, if that is a terminal.</summary>
internal static class ProgressBar
{
    private const int RedrawMilliseconds = 100;

    /// <summary>Waits for work; what it throws, this throws.</summary>
    /// <param name="terminal">Where to draw.</param>
    /// <param name="title">What is being counted.</param>
    /// <param name="work">The work.</param>
    /// <param name="share">How much of it is done, 0 .. 1.</param>
    public static void Show(Terminal terminal, string title, Task work, Func<double> share)
    {
        if (terminal.ShowsProgress)
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
            console.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .Start(context =>
                {
                    var task = context.AddTask(title, maxValue: 1);
                    while (!((IAsyncResult)work).AsyncWaitHandle.WaitOne(RedrawMilliseconds))
                        task.Value = share();
                });
        }

        work.GetAwaiter().GetResult();
    }
}
