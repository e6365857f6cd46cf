using System.CommandLine;
using EdgeSnn.Firmware.Configuration;
using EdgeSnn.Firmware.Metrics;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs;

/// <summary><c>edgesnn config</c>: checks, shows and begins configuration files.</summary>
internal static class ConfigVerb
{
    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        Examples:
          edgesnn config init > edgesnn.json        a file with every key explained
          edgesnn config check edgesnn.json         what is wrong with it, by line and key
          edgesnn config show edgesnn.json          what it comes to, defaults included
          edgesnn run --config edgesnn.json         runs it; SIGHUP reads it again

        Keys are described in docs/configuration.md; the schema for editors is docs/config.schema.json.
        """;

    public static Command Create(Terminal terminal) => new("config", "Checks, shows or begins a configuration file for 'edgesnn run'")
    {
        CreateCheck(terminal),
        CreateShow(terminal),
        CreateInit(terminal),
    };

    private static Command CreateCheck(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A configuration file" };
        var command = new Command("check", "Says what is wrong with a file: line, key, found and expected") { file };
        command.SetAction(parsed => Check(parsed.GetValue(file)!, terminal));
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var file = new Argument<string?>("FILE") { Description = "A configuration file", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("show", "Prints a file with the defaults of what it leaves out, or the defaults alone") { file };
        command.SetAction(parsed =>
        {
            var settings = parsed.GetValue(file) is { } path ? ConfigurationFile.Read(path) : new RunSettings();
            terminal.Out.Write(ConfigurationText.Of(settings));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command CreateInit(Terminal terminal)
    {
        var schema = new Option<bool>("--schema") { Description = "Print the JSON schema instead" };
        var markdown = new Option<bool>("--markdown") { Description = "Print the table of docs/configuration.md instead" };
        var command = new Command("init", "Prints a file with every key explained, which says what happens anyway") { schema, markdown };
        command.SetAction(parsed =>
        {
            terminal.Out.Write(parsed.GetValue(schema) ? ConfigurationText.JsonSchema()
                : parsed.GetValue(markdown) ? ConfigurationText.Markdown()
                : ConfigurationText.Documented());
            return ExitCode.Ok;
        });
        return command;
    }

    // Everything that can be known without opening a device.
    private static int Check(string path, Terminal terminal)
    {
        var (settings, found) = ConfigurationFile.Check(path);
        var problems = found.ToList();
        try
        {
            // Whether settings go together cannot be said while some are missing.
            if (problems.Count == 0)
                CheckParts(path, RunOptions.From(settings), problems);
        }
        catch (UsageException error)
        {
            problems.Add($"{path}: {error.Message}");
        }

        foreach (var problem in problems)
            terminal.Error.WriteLine(problem);
        if (problems.Count > 0)
            return ExitCode.BadFile;
        terminal.Out.WriteLine($"{path}: ok");
        return ExitCode.Ok;
    }

    private static void CheckParts(string path, RunOptions options, List<string> problems)
    {
        NetworkModel? model = null;
        try
        {
            model = NetworkSource.Open(options.Model).Model;
            if (options.Audio is not null && !NetworkInput.IsAudio(model))
                problems.Add($"{path}: audio: {NetworkInput.Mismatch(model, "audio").Message}");
            if (options.Events is not null && !NetworkInput.IsEvents(model))
                problems.Add($"{path}: events: {NetworkInput.Mismatch(model, "events").Message}");
        }
        catch (Exception error) when (error is UsageException or BadFileException)
        {
            problems.Add($"{path}: model: {error.Message}");
        }

        if (options.Audio is { } audio && audio != "-" && !AudioInput.IsLive(audio) && !File.Exists(audio))
            problems.Add($"{path}: audio: {audio}: no such file");
        if (options.Events is { } events && events != EventRecording.Standard && !LiveEvents.Names(events) && !File.Exists(events))
            problems.Add($"{path}: events: {events}: no such file");
        try
        {
            if (options.Metrics is { } metrics)
                MetricsServer.Parse(metrics);
        }
        catch (Exception error) when (error is UsageException or DeviceException)
        {
            problems.Add($"{path}: metrics: {error.Message}");
        }

        foreach (var address in options.Outputs)
        {
            try
            {
                Catalog.CheckOutput(address, model);
            }
            catch (UsageException error)
            {
                problems.Add($"{path}: outputs: {error.Message}");
            }
        }
    }
}
