using EdgeSnn.Models.Quantize;

namespace EdgeSnn.Training;

/// <summary>One command from start to end: gather, train, score, save.</summary>
public static class Session
{
    public static int Keywords(RecipeOptions options)
    {
        var (groups, dev, noise) = KeywordRecipe.Gather(options, speaker => options.HasDev && Hash(speaker) % 8 == 3);
        var plan = KeywordRecipe.Plan(options, groups, noise);
        var rows = dev.ConvertAll(recording => plan.Composer.Plain(recording, KeywordRecipe.Label(recording.Word))).ToArray();
        var val = Recordings.SpeechCommands(Path.Combine(options.Data, "speech-commands", "val"), plan.Rows.Bank.SampleRate);
        var valRows = val.ConvertAll(recording => plan.Composer.Plain(recording, KeywordRecipe.Label(recording.Word))).ToArray();
        return Run(options, plan, rows, valRows, val.ConvertAll(recording => new Example(recording, KeywordRecipe.Label(recording.Word))));
    }

    public static int Digits(RecipeOptions options)
    {
        var (groups, test, noise) = DigitRecipe.Gather(options);
        var plan = DigitRecipe.Plan(options, groups, noise);
        var rows = test.ConvertAll(recording => plan.Composer.Plain(recording, DigitRecipe.Label(recording))).ToArray();
        return Run(options, plan, [], rows, test.ConvertAll(recording => new Example(recording, DigitRecipe.Label(recording))));
    }

    /// <summary>Scores a shipped keyword network on val: clips, then streams over a sweep of triggers.</summary>
    public static int Stream(RecipeOptions options)
    {
        using var file = File.OpenRead(options.Name);
        var model = Models.Format.ModelReader.Read(file);
        var clips = Recordings.SpeechCommands(Path.Combine(options.Data, "speech-commands", "val"), 16000)
            .ConvertAll(recording => new Example(recording, KeywordRecipe.Label(recording.Word)));
        Console.WriteLine($"clips {ShippedScoring.Measure(model, clips)}");
        var noise = Recordings.Backgrounds(Path.Combine(options.Data, "background"), 16000);
        var settings = new List<TriggerSetting>();
        foreach (var smoothing in new[] { 1, 8, 16 })
            foreach (var percent in new[] { 50, 60, 70, 75, 80, 85, 90, 94 }) settings.Add(new TriggerSetting(smoothing, percent * 32768 / 100));
        var scoring = new StreamScoring(model, 16000);
        var table = settings.ToArray();
        var spoken = clips.FindAll(clip => clip.Label != KeywordRecipe.Silence);
        var quiet = scoring.Noise(noise, table);
        var loud = scoring.Words(spoken, noise, 20f, table, 5);
        var faint = scoring.Words(spoken, noise, 10f, table, 5);
        var clean = scoring.Words(spoken, noise, float.PositiveInfinity, table, 5);
        for (var k = 0; k < table.Length; k++)
            Console.WriteLine($"smoothing {table[k].SmoothingTicks} threshold {table[k].Threshold * 100 / 32768.0:F0} %: 20 dB {Short(loud[k])} | 10 dB {Short(faint[k])} | clean {Short(clean[k])} | alarms/h {quiet[k].FalseAlarms / quiet[k].NoiseHours:F1}");
        return 0;

        static string Short(StreamTally tally) =>
            $"{100.0 * tally.Hits / tally.Commands:F1} / {100.0 * tally.Wrong / tally.Commands:F1} / {100.0 * tally.Accepted / tally.Others:F1}";
    }

    private static int Run(RecipeOptions options, TrainingPlan plan, SpikeRow[] dev, SpikeRow[] test, List<Example> clips)
    {
        foreach (var group in plan.Groups) Console.WriteLine($"{group.Name}: {group.Examples.Length}, {group.PerEpoch} per epoch");
        Console.WriteLine($"{plan.RowsPerEpoch} rows per epoch, {dev.Length} dev, {test.Length} test, {MeanSpikes(test):F1} input spikes per tick");
        var network = options.Floats.Length > 0 ? Checkpoint.Load(options.Floats) : new Trainer(plan).Run(dev, result => Console.WriteLine(
            $"epoch {result.Epoch}: loss {result.Loss:F3} train {100 * result.TrainAccuracy:F1} dev {100 * result.DevAccuracy:F1} in {result.Seconds:F1} s"));
        Directory.CreateDirectory(options.Out);
        var name = options.Name.Length > 0 ? options.Name : plan.Name;
        Checkpoint.Save(network, Path.Combine(options.Out, name + ".floats"));
        var reference = NetworkExport.ToModel(network, new ExportOptions(plan.Name, plan.Labels, plan.Rows.Bank, plan.Loss, plan.QuietClasses, plan.Description));
        var model = Quantizer.Quantize(reference, new QuantizationOptions()).Model;
        using (var file = File.Create(Path.Combine(options.Out, name + ".esnn"))) Models.Format.ModelWriter.Write(model, file);
        Console.WriteLine($"synapses {Synapses(network.First)} + {Synapses(network.Second)}");
        Console.WriteLine($"shipped {ShippedScoring.Measure(model, clips)}");
        if (dev.Length > 0) Console.WriteLine($"dev {100 * Scoring.Accuracy(network, dev, plan.Loss):F2} %");
        foreach (var rows in new[] { dev, test }) Confusions(network, rows, plan);
        Console.WriteLine($"test {100 * Scoring.Accuracy(network, test, plan.Loss):F2} %");
        foreach (var window in new[] { 20, 30, 40, 60, 80 })
            Console.WriteLine($"  window {window}: {100 * Scoring.Accuracy(network, test, plan.Loss with { Window = window }):F2} %");
        return 0;
    }

    /// <summary>Who is taken for whom, by kind, and how the unknown class's bias would change it.</summary>
    private static void Confusions(SpikingNetwork network, SpikeRow[] rows, TrainingPlan plan)
    {
        if (plan.QuietClasses.Length == 0 || rows.Length == 0) return;
        var (other, rest) = (plan.QuietClasses[0], plan.QuietClasses[1]);
        var bias = network.Readout.Bias.Value;
        var kept = bias[other];
        foreach (var shift in new[] { -1f, -0.5f, -0.25f, 0f, 0.25f })
        {
            bias[other] = kept + shift / ReadoutLayer.Gain;
            int right = 0, toOther = 0, toRest = 0, swapped = 0, fromOther = 0, fromRest = 0;
            foreach (var (verdict, row) in Scoring.Verdicts(network, rows, plan.Loss))
            {
                var label = rows[row].Target.Label;
                if (verdict == label) right++;
                else if (label == other) fromOther++;
                else if (label == rest) fromRest++;
                else if (verdict == other) toOther++;
                else if (verdict == rest) toRest++;
                else swapped++;
            }

            Console.WriteLine($"  shift {shift}: right {100.0 * right / rows.Length:F2}, to other {toOther}, to rest {toRest}, swapped {swapped}, from other {fromOther}, from rest {fromRest}");
        }

        bias[other] = kept;
    }

    private static int Synapses(SpikingLayer layer) => layer.Projection.Weights.Value.Count(weight => weight != 0f);

    private static double MeanSpikes(SpikeRow[] rows) => rows.Length == 0 ? 0 : rows.Average(row => (double)row.Channels.Length / row.Ticks);

    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text) hash = (hash ^ letter) * 16777619u;
        return hash ^ (hash >> 15);
    }
}
