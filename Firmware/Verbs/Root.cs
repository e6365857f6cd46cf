using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeSnn.Firmware.Verbs.Bench;
using EdgeSnn.Firmware.Verbs.Doctor;
using EdgeSnn.Firmware.Verbs.Events;
using EdgeSnn.Firmware.Verbs.Events.Show;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>The command line: the root command, which is the demo, and its verbs.</summary>
internal static class Root
{
    private const string Description =
        "Hears words with a fixed-point spiking network: audio in, decisions out on a terminal, a socket or a pin. "
        + "Without a verb it plays a bundled recording of spoken commands through the network 'keywords', live.";

    private const string Notes = """
        Examples:
          edgesnn                                                   the demo
          edgesnn demo camera                                       gestures before a simulated event camera
          edgesnn run --model keywords --audio speech.wav           what is heard in a recording
          edgesnn eval --model keywords --data DIR                  how well, on one folder of clips per label
          edgesnn bench --model keywords                            what it costs here, stage by stage
          edgesnn info keywords                                     what is in a network
          edgesnn show recording.raw                                what a camera saw, and at which rate
          edgesnn convert recording.raw recording.csv               events in another format
          edgesnn record tcp://127.0.0.1:7777 -o scene.aedat4       events of a live camera
          edgesnn replay scene.aedat4 tcp://127.0.0.1:7777          a recording as a live camera
          edgesnn import model.nir --from snntorch                  a network trained elsewhere, for the device
          edgesnn check model.nir --input X.npy --expect Y.npy      whether it still does what it did there
          edgesnn export keywords -o keywords.nir                   a network for other frameworks
          edgesnn config init                                       a configuration file, explained
          edgesnn doctor                                            what this machine grants a real-time program
          edgesnn list                                              all parts and bundled networks

        Exit codes: 0 ok, 1 different (check), 2 usage, 3 bad file, 4 device. EDGESNN_DEBUG=1 shows where an error came from.
        """;

    /// <summary>Builds the commands for one run of the program.</summary>
    public static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand(Description)
        {
            RunVerb.Create(terminal),
            EvalVerb.Create(terminal),
            BenchVerb.Create(terminal),
            InfoVerb.Create(terminal),
            ShowVerb.Create(terminal),
            ConvertVerb.Create(terminal),
            RecordVerb.Create(terminal),
            ReplayVerb.Create(terminal),
            ListVerb.Create(terminal),
            ConfigVerb.Create(terminal),
            DoctorVerb.Create(terminal),
            GpioVerb.Create(terminal),
        };
        foreach (var verb in Importing.Verbs(terminal))
            root.Add(verb);
        DemoVerb.AddTo(root, terminal);
        NotedHelp.AddTo(root, new Dictionary<string, string>(Importing.Notes)
        {
            [""] = Notes,
            ["run"] = RunVerb.Notes,
            ["config"] = ConfigVerb.Notes,
            ["doctor"] = DoctorVerb.Notes,
            ["safe"] = GpioVerb.Notes,
            ["gpio"] = GpioVerb.Notes,
            ["eval"] = EvalVerb.Notes,
            ["bench"] = BenchVerb.Notes,
            ["info"] = InfoVerb.Notes,
            ["show"] = ShowVerb.Notes,
            ["convert"] = ConvertVerb.Notes,
            ["record"] = RecordVerb.Notes,
            ["replay"] = ReplayVerb.Notes,
        });
        return root;
    }

    /// <summary>What is wrong with a command line, in one line, with the verb that was perhaps meant.</summary>
    public static string Explain(ParseResult parsed, string[] args)
    {
        var verbs = Verbs(parsed.RootCommandResult.Command);
        if (args.Length > 0 && !args[0].StartsWith('-') && !verbs.Contains(args[0]))
            return Unknown(args[0], verbs);
        // The verbs of a verb, as in `config check`.
        var below = Verbs(parsed.CommandResult.Command);
        if (below.Length > 0 && args.Length > 1 && args[0] == parsed.CommandResult.Command.Name && !args[1].StartsWith('-'))
            return Unknown($"{args[0]} {args[1]}", [.. below.Select(one => $"{args[0]} {one}")]);

        var message = OneLine.Of(parsed.Errors[0].Message).TrimEnd('.');
        // The library ends such messages with the name of a .NET type.
        var type = message.IndexOf(" as expected type", StringComparison.Ordinal);
        message = type < 0 ? message : message[..type];
        var verb = "";
        for (SymbolResult? part = parsed.CommandResult; part is CommandResult { Command: not RootCommand } command; part = part.Parent)
            verb = $" {command.Command.Name}{verb}";
        return $"{message}; see 'edgesnn{verb} --help'";
    }

    private static string[] Verbs(Command command) => [.. command.Subcommands.Select(verb => verb.Name)];

    private static string Unknown(string given, string[] verbs)
    {
        var hint = NearestName.Of(given, verbs) is { } nearest ? $"did you mean '{nearest}'?" : $"verbs are {string.Join(", ", verbs)}";
        return $"unknown verb '{given}'; {hint}";
    }
}
