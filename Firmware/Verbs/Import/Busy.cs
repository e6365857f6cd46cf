using Spectre.Console;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>Says on standard error what takes long, while it does, if that is a terminal.</summary>
internal static class Busy
{
    /// <summary>Does some work; what it throws, this throws.</summary>
    public static T With<T>(Terminal terminal, string title, Func<T> work)
    {
        if (!terminal.ShowsProgress)
            return work();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        return console.Status().Start(Markup.Escape(title), _ => work());
    }
}
