using System.CommandLine;
using EdgeSnn.Firmware.Evaluation;

namespace EdgeSnn.Firmware.Verbs;

/// <summary><c>edgesnn eval</c>: how well a network does on labelled clips, one by one or in a stream.</summary>
internal static class EvalVerb
{
    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        DIR has one folder of .wav files per label, or no folders and files called LABEL_anything.wav. Each clip is heard
        from the network's reset state; a clip shorter than --least is followed by silence, because its last sound needs
        time to pass the network's delays. With --stream the clips are placed 2 to 4 s apart in one continuous stream over
        looping background recordings, which the network hears without ever being reset; the background is as loud under
        each word as --snr asks (RMS of the word against RMS of the background under it). A hit is a decision for the
        clip's label from its start to 0.75 s after its end; false alarms are counted on an hour of background alone.

        Examples:
          edgesnn eval --model keywords --data speech-commands/val
          edgesnn eval --model digits --data fsdd --select '*_[0-4].wav'
          edgesnn eval --model keywords --data speech-commands/val --stream --snr 20 --plot curve.svg

        Unreadable clips are named and left out; the exit code is then 3 unless --skip-bad is given.
        """;

    public static Command Create(Terminal terminal)
    {
        var model = Options.Model();
        var data = new Option<string>("--data", "-d") { Description = "Folder of labelled clips", HelpName = "DIR", Required = true };
        var json = Options.Json("Print the report as JSON");
        var select = new Option<string?>("--select") { Description = "Take only files whose name fits", HelpName = "GLOB" };
        var exclude = new Option<string?>("--exclude") { Description = "Leave out files whose name fits", HelpName = "GLOB" };
        var limit = new Option<int?>("--limit") { Description = "Take at most N clips per label", HelpName = "N" };
        var least = new Option<int>("--least")
        {
            Description = "Follow shorter clips by silence until they last this long [ms]", HelpName = "MS", DefaultValueFactory = _ => 1000,
        };
        var threads = new Option<int?>("--threads") { Description = "Threads to use (default: one per processor)", HelpName = "N" };
        var skipBad = new Option<bool>("--skip-bad") { Description = "Exit with 0 in spite of unreadable clips" };
        var noReference = new Option<bool>("--no-reference") { Description = "Leave out the comparison with double precision" };
        var stream = new Option<bool>("--stream") { Description = "Score one continuous stream instead of single clips" };
        var background = new Option<string?>("--background")
        {
            Description = "With --stream: folder of background recordings (default: DIR/../../background)", HelpName = "DIR",
        };
        var snr = new Option<string[]>("--snr")
        {
            Description = "With --stream: speech-to-noise ratio [dB] or 'clean'; may be given several times (default: 20, 10 and clean)",
            HelpName = "dB|clean",
        };
        var seed = new Option<int>("--seed") { Description = "With --stream: of the order and distances of clips", HelpName = "N", DefaultValueFactory = _ => 1 };
        var minutes = new Option<double?>("--minutes")
        {
            Description = "With --stream: length of the stream, clips being repeated or left out (default: each clip once)", HelpName = "M",
        };
        var plot = new Option<string?>("--plot") { Description = "With --stream: draw the operating curve", HelpName = "FILE.svg" };
        var command = new Command("eval", "Scores a network on labelled clips, one by one or in a stream")
        {
            model, data, json, select, exclude, limit, least, threads, skipBad, noReference, stream, background, snr, seed, minutes, plot,
        };
        command.SetAction(parsed =>
        {
            var options = new EvalOptions
            {
                Model = parsed.GetValue(model)!,
                Data = parsed.GetValue(data)!,
                Filter = new ClipFilter(parsed.GetValue(select), parsed.GetValue(exclude), parsed.GetValue(limit) ?? int.MaxValue),
                LeastMilliseconds = parsed.GetValue(least),
                Threads = parsed.GetValue(threads) ?? Environment.ProcessorCount,
                Json = parsed.GetValue(json),
                SkipsBadClips = parsed.GetValue(skipBad),
                SkipsReference = parsed.GetValue(noReference),
                IsStream = parsed.GetValue(stream),
                Background = parsed.GetValue(background),
                Ratios = parsed.GetValue(snr) is { Length: > 0 } given ? given : ["20", "10", "clean"],
                Seed = parsed.GetValue(seed),
                Minutes = parsed.GetValue(minutes),
                Plot = parsed.GetValue(plot),
            };
            Check(options);
            return options.IsStream ? EvalStream.Run(options, terminal) : EvalClips.Run(options, terminal);
        });
        return command;
    }

    private static void Check(EvalOptions options)
    {
        if (options.Threads is < 1 or > 1024)
            throw new UsageException($"--threads {options.Threads}: 1 to 1024");
        if (options.Filter.LimitPerLabel < 1)
            throw new UsageException($"--limit {options.Filter.LimitPerLabel}: at least 1");
        if (options.LeastMilliseconds is < 0 or > 60_000)
            throw new UsageException($"--least {options.LeastMilliseconds}: 0 to 60000");
        if (options.Minutes is <= 0 or > 10_000 or double.NaN)
            throw new UsageException($"--minutes {options.Minutes}: more than 0, at most 10000");
    }
}
