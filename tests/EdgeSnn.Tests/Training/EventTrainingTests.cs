using EdgeSnn.Models.Quantize;
using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Training;

namespace EdgeSnn.Tests.Training;

public class EventTrainingTests
{
    private static readonly EventGridOptions _grid = new() { Width = 12, Height = 12, TickMicroseconds = 10_000 };

    [Fact]
    public void Bars_are_learned_by_kernels_and_survive_quantization()
    {
        var plan = Plan(epochs: 80);
        var network = new Trainer(plan).Run([], _ => { });
        var clips = Bars(99, 40);
        Assert.InRange(Scoring.Accuracy(network, EventRows.Plain(clips, _grid), plan.Loss), 0.95, 1.0);
        var model = Quantizer.Quantize(NetworkExport.ToModel(network, ExportOptions.Of(plan)), new()).Model;
        Assert.All(model.Projections[..2], projection => Assert.Equal(SynapseStorage.Convolution, projection.Storage));
        Assert.InRange(ShippedScoring.Measure(model, clips).Accuracy, 0.95, 1.0);
    }

    [Fact]
    public void Checkpoint_gives_back_the_same_kernels()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var network = new Trainer(Plan(epochs: 1)).Run([], _ => { });
            Checkpoint.Save(network, path);
            var loaded = Checkpoint.Load(path);
            Assert.Equal(network.Shape.Grid1, loaded.Shape.Grid1);
            Assert.Equal(network.First.Projection.Weights.Value, loaded.First.Projection.Weights.Value);
            Assert.Equal(network.Second.Projection.Weights.Value, loaded.Second.Projection.Weights.Value);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Augmented_events_stay_on_the_sensor_and_in_the_order_of_time()
    {
        var geometry = new EventGeometry(12, 10);
        var augmentation = new EventAugmentation(new EventAugmentationOptions { Geometry = geometry, Shift = 3, Turn = 0.5f, Noise = 0.5f });
        foreach (var clip in Bars(7, 20))
        {
            var varied = augmentation.Vary(clip.Events, new Dice((ulong)clip.Events.Length));
            Assert.NotEmpty(varied);
            Assert.All(varied, one => Assert.True(one.X < geometry.Width && one.Y < geometry.Height));
            for (var k = 1; k < varied.Length; k++) Assert.True(varied[k].Microseconds >= varied[k - 1].Microseconds);
        }
    }

    [Fact]
    public void Rows_of_clips_end_with_the_tick_of_their_last_event()
    {
        DvsEvent[] events = [new(5_000, 1, 1, 1), new(14_999, 2, 2, 0), new(15_000, 3, 3, 1)];
        var row = EventRows.Plain([new EventClip(events, 0, "clip")], _grid)[0];
        Assert.Equal(2, row.Ticks);
        Assert.Equal([(1 * 12 + 1) * 2 + 1, (2 * 12 + 2) * 2, (3 * 12 + 3) * 2 + 1], Array.ConvertAll(row.Channels, channel => (int)channel));
    }

    private static TrainingPlan Plan(int epochs)
    {
        var first = Grids.Strided((12, 12, 2), kernel: 4, channels: 16);
        var second = Grids.Strided((first.OutHeight, first.OutWidth, first.OutChannels), kernel: 3, channels: 16);
        var still = new EventAugmentationOptions { Geometry = new EventGeometry(12, 12), Turn = 0, Shear = 0, Shift = 1 };
        return new TrainingPlan
        {
            Name = "bars",
            Labels = ["lying", "standing"],
            Source = new EventRows(Bars(3, 64), _grid, still, ticks: 10),
            Encoder = _grid.ToModel(),
            TickMicroseconds = _grid.TickMicroseconds,
            Shape = Grids.Shape(first, second, 2, [0], [0]),
            Loss = new LossOptions(Rest: -1, Window: 8, Smoothing: 0.1f, QuietWeight: 0f, MeanWeight: 0.5f),
            Kept = (1f, 1f, 1f),
            Epochs = epochs,
            BatchSize = 16,
        };
    }

    /// <summary>A bar at some place, each of its pixels in one of every two ticks.</summary>
    private static EventClip[] Bars(int seed, int count)
    {
        var dice = new Dice((ulong)seed);
        var clips = new EventClip[count];
        for (var k = 0; k < count; k++)
        {
            var place = 2 + dice.Pick(8);
            var events = new List<DvsEvent>();
            for (var tick = 0; tick < 10; tick++)
                for (var along = 0; along < 12; along++)
                    if (dice.Chance(0.5f))
                        events.Add(k % 2 == 0 ? new(tick * 10_000, (ushort)along, (ushort)place, 1) : new(tick * 10_000, (ushort)place, (ushort)along, 1));
            clips[k] = new EventClip(events.ToArray(), k % 2, $"{k}");
        }

        return clips;
    }
}
