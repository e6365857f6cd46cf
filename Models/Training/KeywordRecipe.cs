using EdgeSnn.Runtime;
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

    /// <summary>What is left of the two hidden projections together after pruning; the readout keeps all of its own.</summary>
    private const float HiddenSynapses = 37500;

    /// <summary>Three times around: the first with pruning, the others at a lower rate, the last with more streams and voices.</summary>
    public static readonly Phase[] Phases =
    [
        new(80, 5e-3f, StreamShare: 0.4f, VoiceRows: 600),
        new(70, 2e-3f, StreamShare: 0.4f, VoiceRows: 600, SeedStep: 1),
        new(80, 2e-3f, StreamShare: 0.5f, VoiceRows: 800, SeedStep: 2),
    ];

    /// <summary>The recordings, in groups; speakers for whom <paramref name="isDev"/> holds go to the second list.</summary>
    public static (ExampleGroup[] Groups, List<Recording> Dev, NoiseSource Noise) Gather(RecipeOptions options, int voiceRows, Func<string, bool> isDev)
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
            Group("synthetic commands", spoken, voiceRows),
            Group("synthetic other words", babble, voiceRows * 3 / 5),
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

    /// <summary>
    /// The task has as many clips of other words as of any one command; the recordings have some 2.5 times as many. The
    /// other words' potential is lowered by the logarithm of that ratio (Bayes' rule). Rows made up as counter-examples
    /// (voices, splices, reversed words) do not count: they are no part of what is spoken.
    /// </summary>
    private static float[] PriorShift(ExampleGroup[] groups)
    {
        var (commands, others) = (groups[0].Examples.Length, groups[1].Examples.Length);
        var shift = new float[Labels.Length];
        shift[Unknown] = MathF.Log((float)commands / (Labels.Length - 2) / others);
        return shift;
    }

    public static TrainingPlan Plan(RecipeOptions options, Phase phase, ExampleGroup[] groups, NoiseSource noise)
    {
        var rows = new RowOptions { Bank = Bank, LagTicks = 40 };
        var shape = new NetworkShape(3 * Bank.Bands, 256, 192, Labels.Length, [0, 2, 4, 6, 8], [0, 3, 6, 9, 12], [0]);
        var first = (float)shape.Channels * shape.Hidden1 * shape.Delays1.Length;
        var second = (float)shape.Hidden1 * shape.Hidden2 * shape.Delays2.Length;
        return new TrainingPlan
        {
            Name = "keywords",
            Labels = Labels,
            QuietClasses = [Unknown, Silence],
            PriorShift = PriorShift(groups),
            Description = "Ten spoken commands. Trained on Speech Commands v0.02 (CC BY 4.0, Pete Warden / Google) and on synthetic voices (espeak-ng, flite, festival).",
            Source = new AudioRows(groups, rows, new RowComposer(rows, noise), phase.StreamShare),
            Encoder = new EncoderModel { Name = FilterBankOptions.EncoderName, Parameters = Bank.ToParameters() },
            TickMicroseconds = (int)(1_000_000L * Bank.SamplesPerTick / Bank.SampleRate),
            Shape = shape,
            Loss = Loss(window: 30),
            LearningRate = phase.LearningRate,
            Kept = (0.41f * HiddenSynapses / first, 0.59f * HiddenSynapses / second, 1f),
            Epochs = phase.Epochs,
            Seed = options.Seed + phase.SeedStep,
        };
    }
}
