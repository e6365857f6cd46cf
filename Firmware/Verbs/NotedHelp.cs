using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>The library's help, followed by notes and examples for the verb it was asked for.</summary>
internal sealed class NotedHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _help;
    private readonly IReadOnlyDictionary<string, string> _notes;

    private NotedHelp(HelpAction help, IReadOnlyDictionary<string, string> notes)
    {
        _help = help;
        _notes = notes;
    }

    public override bool ClearsParseErrors => true;

    /// <summary>Adds notes to the help of a root command and of its verbs, by name.</summary>
    public static void AddTo(RootCommand root, IReadOnlyDictionary<string, string> notes)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new NotedHelp((HelpAction)option.Action!, notes);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var result = _help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        if (_notes.TryGetValue(command is RootCommand ? "" : command.Name, out var notes))
            parseResult.InvocationConfiguration.Output.WriteLine(notes);
        return result;
    }
}
