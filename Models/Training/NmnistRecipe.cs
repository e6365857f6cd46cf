using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Training;

/// <summary>The `nmnist-digits` network: ten handwritten digits, seen by a camera that makes three quick turns.</summary>
public static class NmnistRecipe
{
    public const string Name = "nmnist-digits";

    // A recording lasts some 307 ms.
    private const int RowTicks = 32;

    public static readonly string[] Labels = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    public static EventGridOptions Grid => new() { Width = 34, Height = 34, SensorWidth = 34, SensorHeight = 34, TickMicroseconds = 10_000 };

    /// <summary>All of a recording shows its digit, so there is no stretch that should be quiet.</summary>
    public static LossOptions Loss => new(Rest: -1, Window: 20, Smoothing: 0.1f, QuietWeight: 0f, MeanWeight: 0.5f);

    public static readonly Phase[] Phases = [new(300, 5e-3f, StreamShare: 0f, VoiceRows: 0)];

    /// <summary>
    /// The recordings to train on and those held out: of every class the ones whose number ends in 3 or 7. The number says
    /// where a recording stands in the data set, nothing of how it looks.
    /// </summary>
    public static (EventClip[] Train, EventClip[] Validation) Gather(string folder)
    {
        var clips = EventClip.Load(folder, Labels);
        return (clips.FindAll(clip => !IsHeldOut(clip)).ToArray(), clips.FindAll(IsHeldOut).ToArray());

        static bool IsHeldOut(EventClip clip) => Path.GetFileNameWithoutExtension(clip.Name)[^1] is '3' or '7';
    }

    public static TrainingPlan Plan(RecipeOptions options, Phase phase, EventClip[] clips)
    {
        var first = Grids.Strided((34, 34, 2), kernel: 5, channels: 16);
        var second = Grids.Strided((first.OutHeight, first.OutWidth, first.OutChannels), kernel: 3, channels: 32);
        return new TrainingPlan
        {
            Name = Name,
            Labels = Labels,
            Description = "Ten handwritten digits before an event camera. Trained on N-MNIST (CC BY-SA 4.0, Orchard et al. 2015).",
            Source = new EventRows(clips, Grid, new EventAugmentationOptions { Geometry = new EventGeometry(34, 34) }, RowTicks),
            Encoder = Grid.ToModel(),
            TickMicroseconds = Grid.TickMicroseconds,
            Shape = Grids.Shape(first, second, Labels.Length, [0], [0]),
            Loss = Loss,
            LearningRate = phase.LearningRate,
            Kept = (1f, 1f, 1f),
            Epochs = phase.Epochs,
            Seed = options.Seed + phase.SeedStep,
            WeightDecay = 1e-3f,
            RateWeight = 20f,
            RateTarget = 0.06f,
        };
    }
}
