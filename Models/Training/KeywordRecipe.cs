using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Training;

/// <summary>The `keywords` network: ten commands, unknown and silence, 16 kHz.</summary>
public static class KeywordRecipe
{
    public const int Unknown = 10;
    public const int Silence = 11;

    public static readonly string[] Labels =
        ["yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go", "_unknown_", "_silence_"];

    public static FilterBankOptions Bank => new();

    public static LossOptions Loss(int window) => new(Rest: Silence, Window: window, Smoothing: 0.1f, QuietWeight: 0.5f, MeanWeight: 0.5f);

    public static int Label(string word)
    {
        var index = Array.IndexOf(Labels, word);
        return index >= 0 ? index : Unknown;
    }

    /// <summary>The recordings, in groups; speakers for whom <paramref name="isDev"/> holds go to the second list.</summary>
    public static (ExampleGroup[] Groups, List<Recording> Dev, NoiseSource Noise) Gather(RecipeOptions options, Func<string, bool> isDev)
    {
        const int rate = 16000;
        var commands = Path.Combine(options.Data, "speech-commands");
        var real = Recordings.SpeechCommands(Path.Combine(commands, "train"), rate);
        real.AddRange(Recordings.SpeechCommands(Path.Combine(commands, "extra"), rate));
        var noise = new NoiseSource(Recordings.Backgrounds(Path.Combine(options.Data, "background"), rate));
        var dev = real.FindAll(recording => isDev(recording.Speaker));
        real.RemoveAll(recording => isDev(recording.Speaker));
        var voices = Recordings.Voices(options.Voices, rate);
        var said = real.FindAll(recording => Label(recording.Word) < Unknown);
        var other = real.FindAll(recording => Label(recording.Word) == Unknown);
        var spoken = voices.FindAll(recording => Label(recording.Word) < Unknown);
        var babble = voices.FindAll(recording => Label(recording.Word) == Unknown);
        var silence = real.FindAll(recording => Label(recording.Word) == Silence);
        var dice = new Dice(991);
        ExampleGroup[] groups =
        [
            Group("commands", said, said.Count),
            Group("other words", other, other.Count),
            Group("synthetic commands", spoken, options.VoiceRows),
            Group("synthetic other words", babble, options.VoiceRows * 3 / 5),
            new ExampleGroup("splices", Twists.Splices(said, 500, Unknown, dice), 120),
            new ExampleGroup("reversed", Twists.Reversed(said, 400, Unknown, dice), 80),
            new ExampleGroup("silence clips", Labeled(silence), silence.Count / 2),
            new ExampleGroup("noise", [new Example(null, Silence)], 200),
        ];
        return (groups, dev, noise);

        static ExampleGroup Group(string name, List<Recording> recordings, int perEpoch) => new(name, Labeled(recordings), perEpoch);
    }

    /// <summary>Background clips are noise, not a word to be placed: they are cut afresh from the recordings.</summary>
    private static Example[] Labeled(List<Recording> recordings) =>
        recordings.ConvertAll(recording => Label(recording.Word) == Silence ? new Example(null, Silence) : new Example(recording, Label(recording.Word))).ToArray();

    public static TrainingPlan Plan(RecipeOptions options, ExampleGroup[] groups, NoiseSource noise)
    {
        var rows = new RowOptions { Bank = Bank, LagTicks = options.Lag };
        var (delays1, delays2) = (options.Delays1, options.Delays2);
        var shape = new NetworkShape(3 * Bank.Bands, options.Hidden1, options.Hidden2, Labels.Length, delays1, delays2, options.Delays3);
        var total1 = (float)shape.Channels * shape.Hidden1 * delays1.Length;
        var total2 = (float)shape.Hidden1 * shape.Hidden2 * delays2.Length;
        return new TrainingPlan
        {
            Name = "keywords",
            Labels = Labels,
            QuietClasses = [Unknown, Silence],
            Description = "Ten spoken commands. Trained on Speech Commands v0.02 (CC BY 4.0, Pete Warden / Google) and on synthetic voices (espeak-ng, flite, festival).",
            Groups = groups,
            Rows = rows,
            Composer = new RowComposer(rows, noise),
            Shape = shape,
            Loss = Loss(options.Window),
            Dropout = options.Dropout,
            LearningRate = options.LearningRate,
            Start = options.Start.Length > 0 ? Checkpoint.Load(options.Start) : null,
            Teachers = Array.ConvertAll(options.Teachers, Checkpoint.Load),
            Kept = options.IsDense ? (1f, 1f, 1f) : (MathF.Min(1f, 0.41f * options.Synapses / total1), MathF.Min(1f, 0.59f * options.Synapses / total2), 1f / options.Delays3.Length),
            Epochs = options.Epochs,
            Seed = options.Seed,
            StreamShare = options.StreamShare,
        };
    }
}
