using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Training;

/// <summary>The `digits` network: ten spoken digits, 8 kHz.</summary>
public static class DigitRecipe
{
    public static readonly string[] Labels = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    public static FilterBankOptions Bank => new()
    {
        SampleRate = 8000,
        Bands = 32,
        HighHertz = 3700,
        SamplesPerTick = 64,
    };

    public static LossOptions Loss(int window) => new(Rest: -1, Window: window, Smoothing: 0.1f, QuietWeight: 0.2f, MeanWeight: 0.5f);

    public static readonly Phase[] Phases = [new(60, 5e-3f, StreamShare: 0.15f, VoiceRows: 600)];

    /// <summary>Training groups and the recordings to score: the test part, or all of the speaker left out.</summary>
    public static (ExampleGroup[] Groups, List<Recording> Test, NoiseSource Noise) Gather(RecipeOptions options, int voiceRows)
    {
        const int rate = 8000;
        var digits = Recordings.Digits(Path.Combine(options.Data, "fsdd"), rate);
        var test = digits.FindAll(IsTest);
        digits.RemoveAll(recording => IsTest(recording) || !IsIndexForTraining(recording));
        var commands = Recordings.SpeechCommands(Path.Combine(options.Data, "speech-commands", "extra"), rate);
        commands.AddRange(Recordings.SpeechCommands(Path.Combine(options.Data, "speech-commands", "train", "_unknown_"), rate));
        var real = commands.FindAll(recording => Array.IndexOf(Labels, recording.Word) >= 0).ConvertAll(Trim);
        var voices = Recordings.Voices(options.Voices, rate).FindAll(recording => Array.IndexOf(Labels, recording.Word) >= 0);
        var noise = new NoiseSource(Recordings.Backgrounds(Path.Combine(options.Data, "background"), rate));
        ExampleGroup[] groups =
        [
            new("digits", Labeled(digits), digits.Count),
            new("speech commands", Labeled(real), real.Count * 2),
            new("synthetic", Labeled(voices), voiceRows),
            new("noise", [new Example(null, -1)], 60),
        ];
        return (groups, test, noise);

        bool IsTest(Recording recording) =>
            options.LeaveOut is { } speaker ? recording.Speaker == speaker : !IsIndexForTraining(recording);
    }

    public static TrainingPlan Plan(RecipeOptions options, Phase phase, ExampleGroup[] groups, NoiseSource noise)
    {
        var rows = new RowOptions { Bank = Bank, ClipTicks = 120, LagTicks = 50, IsPadded = false };
        var shape = new NetworkShape(3 * Bank.Bands, 128, 128, Labels.Length, [0, 2, 4, 6, 8], [0, 3, 6, 9, 12], [0]);
        var first = (float)shape.Channels * shape.Hidden1 * shape.Delays1.Length;
        var second = (float)shape.Hidden1 * shape.Hidden2 * shape.Delays2.Length;
        return new TrainingPlan
        {
            Name = "digits",
            Labels = Labels,
            Description = "Ten spoken digits. Trained on the Free Spoken Digit Dataset (CC BY-SA 4.0, Jackson et al.), Speech Commands v0.02 (CC BY 4.0, Pete Warden / Google) and synthetic voices (espeak-ng, flite, festival).",
            Source = new AudioRows(groups, rows, new RowComposer(rows, noise), phase.StreamShare),
            Encoder = new EncoderModel { Name = FilterBankOptions.EncoderName, Parameters = Bank.ToParameters() },
            TickMicroseconds = (int)(1_000_000L * Bank.SamplesPerTick / Bank.SampleRate),
            Shape = shape,
            Loss = Loss(window: 60),
            LearningRate = phase.LearningRate,
            Kept = (3000 / first, 3900 / second, 0.75f),
            Epochs = phase.Epochs,
            Seed = options.Seed + phase.SeedStep,
        };
    }

    public static int Label(Recording recording) => Array.IndexOf(Labels, recording.Word);

    private static bool IsIndexForTraining(Recording recording) =>
        int.Parse(recording.Name.Split('_')[2], System.Globalization.CultureInfo.InvariantCulture) >= 5;

    /// <summary>Cuts a padded clip tight, as the digit data set's clips are.</summary>
    private static Recording Trim(Recording recording)
    {
        var (start, end) = recording.Audible;
        return new Recording(recording.Samples[start..end], recording.Word, recording.Speaker, recording.Name);
    }

    private static Example[] Labeled(List<Recording> recordings) =>
        recordings.ConvertAll(recording => new Example(recording, Label(recording))).ToArray();
}
