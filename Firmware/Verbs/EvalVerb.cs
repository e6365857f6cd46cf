using System.CommandLine;

namespace EdgeSnn.Firmware.Verbs;

/// <summary><c>edgesnn eval</c>: how well a network does on labelled clips, one by one or in a stream.</summary>
internal static class EvalVerb
{
    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        DIR has one folder of clips per label, or no folders and clips called LABEL_anything: .wav files for a network that
        hears audio, recordings of events in any format for one that sees them. Each clip is given to the network in its
        reset state; a clip shorter than --least is followed by silence, because its last sound needs
        time to pass the network's delays. With --stream the clips are placed 2 to 4 s apart in one continuous stream over
        looping background recordings, which the network hears without ever being reset; the background is as loud under
        each word as --snr asks (RMS of the word against RMS of the background under it; where a recording pauses, at least
        a quarter of its own RMS is assumed, so a pause is not amplified into noise). A hit is a decision for the clip's label from its start to 0.75 s after its end; false alarms are counted on an hour of background alone.

        Examples:
          edgesnn eval --model keywords --data speech-commands/val
          edgesnn eval --model cnn.esnn --data nmnist/train --no-reference
          edgesnn eval --model digits --data fsdd --select '*_[0-4].wav'
          edgesnn eval --model keywords --data speech-commands/val --stream --snr 20 --plot curve.svg

        Unreadable clips are named and left out; the exit code is then 3 unless --skip-bad is given.
        """;

    public static Command Create(Terminal terminal)
    {
        var line = new EvalCommandLine();
        var command = new Command("eval", "Scores a network on labelled clips, one by one or in a stream");
        foreach (var option in line.Options)
            command.Add(option);
        command.SetAction(parsed =>
        {
            var options = line.Read(parsed);
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
        if (!options.IsStream && (options.Background ?? options.Plot) is not null)
            throw new UsageException("--background and --plot need --stream");
    }
}
