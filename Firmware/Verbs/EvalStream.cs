using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EdgeSnn.Firmware.Evaluation;
using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Firmware.Verbs;

/// <summary><c>edgesnn eval --stream</c>.</summary>
internal static class EvalStream
{
    private const string Clean = "clean";

    public static int Run(EvalOptions options, Terminal terminal)
    {
        var model = NetworkSource.Open(options.Model).Model;
        var ratios = options.Ratios.Select(ParseRatio).ToArray();
        if (!NetworkInput.IsAudio(model))
            throw NetworkInput.Mismatch(model, "--stream");
        var rate = AudioInput.SampleRateOf(model);
        var set = ClipSet.Find(options.Data, model.Labels, options.Filter, ClipFiles.Audio);
        var folder = options.Background ?? Path.Combine(options.Data, "..", "..", "background");
        var background = Array.TrueForAll(ratios, ratio => ratio is null) ? null : Background.Load(folder, rate);
        var start = Stopwatch.GetTimestamp();
        var (clips, faults) = Load(set, model, rate, terminal);
        var order = Order(clips, options, rate);
        var streams = ratios
            .Select(snr => new StreamEvaluation(model, order, background, new MixOptions(snr, options.Seed, rate)))
            .ToArray();
        Listen(streams, options.Threads, terminal);

        var summary = new StreamSummary(
            model.Name, options.Data, background is null ? null : folder, options.Seed, order.Count,
            Math.Round(model.Decoder.TriggerThreshold / 32768.0, 4), [.. streams.Select(stream => stream.Report())],
            faults, set.Notes, Stopwatch.GetElapsedTime(start).TotalSeconds);
        if (options.Plot is not null)
            OperatingPlot.Write(summary, options.Plot);
        if (options.Json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(summary, ReportJson.Default.StreamSummary));
        else
            StreamText.Print(summary, terminal.Out);
        return faults.Count > 0 && !options.SkipsBadClips ? ExitCode.BadFile : ExitCode.Ok;
    }

    private static double? ParseRatio(string text)
    {
        if (text == Clean)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var decibels) && Math.Abs(decibels) <= 100
            ? decibels
            : throw new UsageException($"--snr {text}: a ratio in dB between -100 and 100, or '{Clean}'");
    }

    private static (List<LoadedClip> Clips, List<string> Faults) Load(ClipSet set, NetworkModel model, int rate, Terminal terminal)
    {
        var silence = Array.IndexOf(model.Labels, LabelNames.SilenceLabel);
        var clips = new List<LoadedClip>();
        var faults = new List<string>();
        foreach (var clip in set.Clips.Where(clip => clip.Label != silence))
        {
            terminal.Stop.ThrowIfCancellationRequested();
            try
            {
                var samples = Recording.Load(clip.Path, rate);
                clips.Add(new LoadedClip(clip, samples, ActivePart.Of(samples, rate)));
            }
            catch (AudioFormatException error)
            {
                faults.Add(OneLine.Of(error));
                terminal.Error.WriteLine($"bad clip: {OneLine.Of(error)}");
            }
        }

        return clips.Count > 0 ? (clips, faults) : throw new UsageException("--data: no clip can be placed in a stream");
    }

    // Shuffled, so that the network does not hear one word a hundred times in a row.
    private static List<LoadedClip> Order(List<LoadedClip> clips, EvalOptions options, int rate)
    {
        var random = new Random(options.Seed);
        var order = new List<LoadedClip>();
        var wanted = options.Minutes * 60 * rate;
        var length = 0.0;
        do
        {
            var round = clips.ToArray();
            random.Shuffle(round);
            foreach (var clip in round.TakeWhile(_ => wanted is null || length < wanted))
            {
                order.Add(clip);
                length += Math.Max(3 * rate, clip.Samples.Length + rate);
            }
        }
        while (length < wanted);
        return order;
    }

    private static void Listen(StreamEvaluation[] streams, int threads, Terminal terminal)
    {
        var length = streams.Sum(stream => (double)stream.Length);
        var work = Parallel.ForEachAsync(
            streams,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = terminal.Stop },
            (stream, stop) =>
            {
                stream.Run(stop);
                return ValueTask.CompletedTask;
            });
        ProgressBar.Show(terminal, "stream", work, () => streams.Sum(stream => stream.Position) / length);
    }
}
