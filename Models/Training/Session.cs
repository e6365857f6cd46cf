using EdgeSnn.Models.Format;
using EdgeSnn.Models.Quantize;
using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Training;

/// <summary>One command from start to end: gather, train in phases, quantize, score what will ship, save.</summary>
public static class Session
{
    public static void Keywords(RecipeOptions options)
    {
        TrainingPlan Plan(Phase phase)
        {
            var (groups, _, noise) = KeywordRecipe.Gather(options, phase.VoiceRows, IsHeldOut);
            return KeywordRecipe.Plan(options, phase, groups, noise);
        }

        bool IsHeldOut(string speaker) => options.HasDev && IsDevSpeaker(speaker);
        var last = Plan(KeywordRecipe.Phases[^1]);
        var composer = ((AudioRows)last.Source).Composer;
        var dev = KeywordRecipe.Gather(options, 0, IsHeldOut).Dev;
        var rows = dev.ConvertAll(recording => composer.Plain(recording, KeywordRecipe.Label(recording.Word))).ToArray();
        var val = Recordings.SpeechCommands(Path.Combine(options.Data, "speech-commands", "val"), KeywordRecipe.Bank.SampleRate);
        var network = Network(options, "keywords", KeywordRecipe.Phases, Plan, rows);
        ExportAudio(options, network, last, val.ConvertAll(recording => new Example(recording, KeywordRecipe.Label(recording.Word))));
    }

    public static void Digits(RecipeOptions options)
    {
        TrainingPlan Plan(Phase phase)
        {
            var (groups, _, noise) = DigitRecipe.Gather(options, phase.VoiceRows);
            return DigitRecipe.Plan(options, phase, groups, noise);
        }

        var test = DigitRecipe.Gather(options, 0).Test;
        var network = Network(options, "digits", DigitRecipe.Phases, Plan, []);
        ExportAudio(options, network, Plan(DigitRecipe.Phases[^1]), test.ConvertAll(recording => new Example(recording, DigitRecipe.Label(recording))));
    }

    public static void Nmnist(RecipeOptions options)
    {
        var (train, validation) = NmnistRecipe.Gather(options.Data);
        TrainingPlan Plan(Phase phase) => NmnistRecipe.Plan(options, phase, train);
        TrainAndExport(options, NmnistRecipe.Phases, Plan, validation, NmnistRecipe.Grid);
    }

    public static void Gestures(RecipeOptions options)
    {
        var heldOut = GestureRecipe.HeldOut();
        if (options.Recordings.Length > 0)
            foreach (var clip in heldOut) clip.Save(options.Recordings, GestureRecipe.Camera);
        var clips = GestureRecipe.Training(options.Seed);
        TrainAndExport(options, GestureRecipe.Phases, phase => GestureRecipe.Plan(options, phase, clips), heldOut, GestureRecipe.Grid);
    }

    private static void TrainAndExport(RecipeOptions options, Phase[] phases, Func<Phase, TrainingPlan> plan, EventClip[] heldOut, EventGridOptions grid)
    {
        var last = plan(phases[^1]);
        var rows = EventRows.Plain(heldOut, grid);
        var network = Network(options, last.Name, phases, plan, rows);
        Export(options, network, last, rows, model => ShippedScoring.Measure(model, heldOut));
    }

    private static SpikingNetwork Network(RecipeOptions options, string name, Phase[] phases, Func<Phase, TrainingPlan> plan, SpikeRow[] dev)
    {
        if (options.Floats.Length > 0) return Checkpoint.Load(options.Floats);
        if (options.Epochs is { } epochs) phases = Array.ConvertAll(phases, phase => phase with { Epochs = epochs });
        var curve = new LearningCurve(name);
        SpikingNetwork? network = null;
        TrainingProgress.Show(phases.Sum(phase => phase.Epochs), advance =>
        {
            foreach (var phase in phases)
                network = new Trainer(plan(phase) with { Start = network }).Run(dev, result =>
                {
                    curve.Add(result);
                    advance(result);
                });
        });
        var path = ResultPath(options, name);
        Checkpoint.Save(network!, path + ".floats");
        curve.Write(path + ".svg");
        return network!;
    }

    private static void ExportAudio(RecipeOptions options, SpikingNetwork network, TrainingPlan plan, List<Example> clips)
    {
        var composer = ((AudioRows)plan.Source).Composer;
        var rows = clips.ConvertAll(clip => composer.Plain(clip.Recording!, clip.Label)).ToArray();
        Export(options, network, plan, rows, model => ShippedScoring.Measure(model, clips));
    }

    /// <summary>Quantizes, scores what will ship on clips it was not trained on, and writes the network file.</summary>
    private static void Export(RecipeOptions options, SpikingNetwork network, TrainingPlan plan, SpikeRow[] rows, Func<NetworkModel, ShippedResult> ship)
    {
        var result = Quantizer.Quantize(NetworkExport.ToModel(network, ExportOptions.Of(plan)), new QuantizationOptions());
        var path = ResultPath(options, plan.Name) + ".esnn";
        using (var file = File.Create(path)) ModelWriter.Write(result.Model, file);
        Console.WriteLine(result.Report.ToText());
        Console.WriteLine($"float       {100 * Scoring.Accuracy(network, rows, plan.Loss):F2} % of {rows.Length} clips not trained on");
        Console.WriteLine($"as shipped  {ship(result.Model)}");
        Console.WriteLine($"weights     {WeightsLeft(network.First)} + {WeightsLeft(network.Second)}, and the readout's");
        Console.WriteLine($"written     {path}");
    }

    private static string ResultPath(RecipeOptions options, string name)
    {
        Directory.CreateDirectory(options.Out);
        return Path.Combine(options.Out, options.Name.Length > 0 ? options.Name : name);
    }

    private static int WeightsLeft(SpikingLayer layer) => layer.Projection.Weights.Value.Count(weight => weight != 0f);

    /// <summary>Every eighth speaker, by a hash (FNV-1a) of the name.</summary>
    private static bool IsDevSpeaker(string speaker)
    {
        var hash = 2166136261u;
        foreach (var letter in speaker) hash = (hash ^ letter) * 16777619u;
        return ((hash ^ (hash >> 15)) & 7) == 3;
    }
}
