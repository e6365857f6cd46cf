using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Simulation;

namespace EdgeSnn.Training;

/// <summary>The `gestures` network: six gestures and none, before a simulated camera.</summary>
public static class GestureRecipe
{
    public const string Name = "gestures";

    private const int ClipMilliseconds = 2_200;
    private const int ClipsPerGesture = 130;
    private const int HeldOutPerGesture = 30;
    // Far from the seeds of training whatever the run's seed.
    private const int HeldOutSeed = 1_000_000;
    private const double LagSeconds = 0.15;

    public static readonly string[] Labels = ["left", "right", "up", "down", "clockwise", "counter-clockwise", "nothing"];

    public static readonly Phase[] Phases = [new(100, 5e-3f, StreamShare: 0f, VoiceRows: 0)];

    public static EventGeometry Camera => new(64, 64);

    public static EventGridOptions Grid => new() { Width = 16, Height = 16, SensorWidth = 64, SensorHeight = 64, Pool = 4, TickMicroseconds = 10_000 };

    public static LossOptions Loss => new(Rest: (int)Gesture.Nothing, Window: 15, Smoothing: 0.05f, QuietWeight: 1f, MeanWeight: 0.5f);

    /// <summary>Single shapes at usual speeds; what is trained on.</summary>
    public static EventClip[] Training(int seed) => Film(new GestureOptions(), ClipsPerGesture, seed * 10_000);

    /// <summary>Hands, which training never shows, faster and slower, before a noisier camera.</summary>
    public static EventClip[] HeldOut() => Film(
        new GestureOptions { IsHand = true, Speed = (80, 250), Turns = (0.9, 2.0), HalfSide = (5, 11), NoiseHertz = (0.5, 3) }, HeldOutPerGesture, HeldOutSeed);

    public static TrainingPlan Plan(RecipeOptions options, Phase phase, EventClip[] clips)
    {
        var first = Grids.Strided((16, 16, 2), kernel: 4, channels: 16);
        var second = Grids.Strided((first.OutHeight, first.OutWidth, first.OutChannels), kernel: 3, channels: 32);
        var augmentation = new EventAugmentationOptions
        {
            Geometry = Camera, Shift = 4, Turn = 0.1f, Scale = 0.1f, Shear = 0.1f, Warp = 1, Drop = 0.4f, Stretch = 0, Noise = 0.1f,
        };
        return new TrainingPlan
        {
            Name = Name,
            Labels = Labels,
            QuietClasses = [(int)Gesture.Nothing],
            Description = "Six gestures before an event camera. Trained on scenes made by this project's own camera simulator.",
            Source = new EventRows(clips, Grid, augmentation, ClipMilliseconds * 1000 / Grid.TickMicroseconds),
            Encoder = Grid.ToModel(),
            TickMicroseconds = Grid.TickMicroseconds,
            Trigger = new TriggerOptions(SmoothingTicks: 10, Threshold: 29491, RefractoryTicks: 60),
            Shape = Grids.Shape(first, second, Labels.Length, [0, 4, 8], [0, 6, 12]),
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

    /// <summary>As many clips of every gesture, twice as many of none.</summary>
    private static EventClip[] Film(GestureOptions options, int perGesture, int seed)
    {
        var clips = new EventClip[perGesture * (Labels.Length + 1)];
        Parallel.For(0, clips.Length, k => clips[k] = Film(options, (Gesture)Math.Min(k % (Labels.Length + 1), (int)Gesture.Nothing), seed + k));
        return clips;
    }

    private static EventClip Film(GestureOptions options, Gesture gesture, int seed)
    {
        var dice = new Dice((ulong)seed + 5);
        var stage = new GestureStage(options, seed);
        var start = dice.Uniform(0.1f, 0.4f);
        var end = stage.Add(gesture, start);
        using var reader = new SceneReader(stage.CreateCamera(), stage.Scene, ClipMilliseconds * 1000L, frameMicroseconds: 2000);
        var clip = new EventClip(EventClip.ReadAll(reader), (int)gesture, $"{Labels[(int)gesture]}/{seed}");
        if (gesture == Gesture.Nothing || clip.Events.Length == 0) return clip;
        // The first half of a way may be that of another gesture; after it the network may answer.
        var ticksPerSecond = 1e6 / Grid.TickMicroseconds;
        var offset = clip.Events[0].Microseconds / 1e6;
        return clip with
        {
            Start = (int)((start + 0.45 * (end - start) - offset) * ticksPerSecond),
            End = Math.Min((int)((end + LagSeconds - offset) * ticksPerSecond), ClipMilliseconds * 1000 / Grid.TickMicroseconds),
        };
    }
}
