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
        return Run(options, plan, rows, valRows);
    }

    public static int Digits(RecipeOptions options)
    {
        var (groups, test, noise) = DigitRecipe.Gather(options);
        var plan = DigitRecipe.Plan(options, groups, noise);
        var rows = test.ConvertAll(recording => plan.Composer.Plain(recording, DigitRecipe.Label(recording))).ToArray();
        return Run(options, plan, [], rows);
    }

    private static int Run(RecipeOptions options, TrainingPlan plan, SpikeRow[] dev, SpikeRow[] test)
    {
        foreach (var group in plan.Groups) Console.WriteLine($"{group.Name}: {group.Examples.Length}, {group.PerEpoch} per epoch");
        Console.WriteLine($"{plan.RowsPerEpoch} rows per epoch, {dev.Length} dev, {test.Length} test, {MeanSpikes(test):F1} input spikes per tick");
        var network = new Trainer(plan).Run(dev, result => Console.WriteLine(
            $"epoch {result.Epoch}: loss {result.Loss:F3} train {100 * result.TrainAccuracy:F1} dev {100 * result.DevAccuracy:F1} in {result.Seconds:F1} s"));
        Directory.CreateDirectory(options.Out);
        var name = options.Name.Length > 0 ? options.Name : plan.Name;
        Checkpoint.Save(network, Path.Combine(options.Out, name + ".floats"));
        var model = NetworkExport.ToModel(network, new ExportOptions(plan.Name, plan.Labels, plan.Rows.Bank, plan.Loss, plan.QuietClasses, plan.Description));
        using (var file = File.Create(Path.Combine(options.Out, name + ".esnn"))) Models.Format.ModelWriter.Write(model, file);
        Console.WriteLine($"synapses {Synapses(network.First)} + {Synapses(network.Second)}; spikes per tick {network.First.Output.Count / (double)(network.First.Output.Rows * network.First.Output.Ticks):F2}, {network.Second.Output.Count / (double)(network.Second.Output.Rows * network.Second.Output.Ticks):F2}");
        Console.WriteLine($"test {100 * Scoring.Accuracy(network, test, plan.Loss):F2} %");
        foreach (var window in new[] { 20, 30, 40, 60, 80 })
            Console.WriteLine($"  window {window}: {100 * Scoring.Accuracy(network, test, plan.Loss with { Window = window }):F2} %");
        return 0;
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
