using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Training;

namespace EdgeSnn.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void Same_seed_gives_the_same_network()
        => Assert.Equal(Train(3), Train(3));

    [Fact]
    public void Two_tones_are_learned_and_survive_quantization()
    {
        var plan = Plan(4, epochs: 12);
        var network = new Trainer(plan).Run([], _ => { });
        var composer = ((AudioRows)plan.Source).Composer;
        var rows = Words().Select(example => composer.Plain(example.Recording!, example.Label)).ToArray();
        Assert.Equal(1.0, Scoring.Accuracy(network, rows, plan.Loss));
        var reference = NetworkExport.ToModel(network, ExportOptions.Of(plan));
        var model = EdgeSnn.Models.Quantize.Quantizer.Quantize(reference, new()).Model;
        Assert.Equal(1.0, ShippedScoring.Measure(model, Words()).Accuracy);
    }

    [Fact]
    public void Pruning_leaves_the_share_asked_for()
    {
        var network = new Trainer(Plan(5, epochs: 40)).Run([], _ => { });
        var left = network.First.Projection.Weights.Value.Count(weight => weight != 0f);
        Assert.InRange(left, 1, network.First.Projection.Weights.Value.Length / 4 + 16);
    }

    private static float[] Train(int seed) => new Trainer(Plan(seed, epochs: 2)).Run([], _ => { }).First.Projection.Weights.Value;

    private static TrainingPlan Plan(int seed, int epochs)
    {
        var rows = new RowOptions
        {
            Bank = new FilterBankOptions { SampleRate = 8_000, Bands = 16, HighHertz = 3_500, SamplesPerTick = 80 },
            ClipTicks = 50,
            StreamTicks = 60,
            PrerollTicks = 10,
            LagTicks = 10,
            IsPadded = false,
        };
        return new TrainingPlan
        {
            Name = "tones",
            Labels = ["low", "high"],
            Source = new AudioRows([new ExampleGroup("tones", Words(), 64)], rows, new RowComposer(rows, new NoiseSource([])), streamShare: 0.2f),
            Encoder = new EncoderModel { Name = FilterBankOptions.EncoderName, Parameters = rows.Bank.ToParameters() },
            TickMicroseconds = 10_000,
            Shape = new NetworkShape(48, 64, 64, 2, [0, 2], [0, 2], [0]),
            Loss = new LossOptions(Rest: -1, Window: 20, Smoothing: 0.1f, QuietWeight: 0.1f, MeanWeight: 0.5f),
            Kept = (0.25f, 0.25f, 1f),
            Epochs = epochs,
            Seed = seed,
            BatchSize = 16,
        };
    }

    private static Example[] Words()
    {
        var words = new Example[16];
        for (var k = 0; k < words.Length; k++)
        {
            var hertz = k % 2 == 0 ? 300 + 10 * k : 1_500 + 40 * k;
            var samples = new float[4_000];
            for (var n = 800; n < 3_200; n++) samples[n] = 6_000f * MathF.Sin(2f * MathF.PI * hertz * n / 8_000f);
            words[k] = new Example(new Recording(samples, "tone", "synthetic", $"{hertz} Hz"), k % 2);
        }

        return words;
    }
}
