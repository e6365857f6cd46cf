using CsCheck;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Simulation;

namespace EdgeSnn.Tests.Sensors.Events.Simulation;

public class SimulatedCameraTests
{
    private static readonly CameraOptions Ideal = new()
    {
        Geometry = new EventGeometry(40, 30), ThresholdDeviation = 0, RefractoryMicroseconds = 0, NoiseHertz = 0, HotPixelShare = 0,
    };

    [Fact]
    public void Still_scene_gives_no_event_without_noise()
        => Assert.Empty(Look(Ideal with { ThresholdDeviation = 0.05 }, 100, (_, pixel) => 0.1f + (pixel * 0.001f)));

    [Theory]
    [InlineData(1.05, 5, 1)]
    [InlineData(-1.05, 5, 0)]
    [InlineData(0.19, 0, 0)]
    [InlineData(0.21, 1, 1)]
    public void Change_of_the_logarithm_by_so_many_thresholds_gives_so_many_events(double change, int count, int polarity)
    {
        var events = Look(Ideal, 2, (frame, pixel) => pixel == 41 && frame > 0 ? (float)(0.2 * Math.Exp(change)) : 0.2f);
        Assert.Equal(count, events.Count);
        Assert.All(events, one => Assert.Equal((1, 1, (byte)polarity), (one.X, one.Y, one.Polarity)));
        // Evenly spread over the millisecond from frame to frame.
        Assert.All(events, (one, index) => Assert.InRange(one.Microseconds - (1000 * 0.2 * (index + 1) / Math.Abs(change)), -1.5, 1.5));
    }

    [Fact]
    public void Frames_between_two_frames_on_the_same_line_change_nothing()
    {
        var few = Look(Ideal, 3, (frame, pixel) => (float)Math.Exp(frame * 0.01 * (pixel % 97)), 8000);
        var many = Look(Ideal, 17, (frame, pixel) => (float)Math.Exp(frame / 8.0 * 0.01 * (pixel % 97)), 1000);
        Assert.NotEmpty(few);
        var (sortedFew, sortedMany) = (Sorted(few), Sorted(many));
        Assert.Equal(sortedFew.Select(one => (one.X, one.Y, one.Polarity)), sortedMany.Select(one => (one.X, one.Y, one.Polarity)));
        Assert.All(sortedFew.Zip(sortedMany), pair => Assert.InRange(pair.First.Microseconds - pair.Second.Microseconds, -3, 3));

        static DvsEvent[] Sorted(List<DvsEvent> events) => [.. events.OrderBy(one => one.Y).ThenBy(one => one.X).ThenBy(one => one.Microseconds)];
    }

    [Fact]
    public void Pixel_is_blind_after_an_event_whatever_made_it()
    {
        var options = Ideal with { RefractoryMicroseconds = 700, NoiseHertz = 400, HotPixelShare = 0.01, HotHertz = 2_000 };
        var events = Look(options, 200, (frame, pixel) => (float)Math.Exp(Math.Sin((frame * 0.3) + pixel)));
        var last = new Dictionary<(int, int), long>();
        foreach (var one in events)
        {
            if (last.TryGetValue((one.X, one.Y), out var before))
                Assert.True(one.Microseconds - before >= 700);
            last[(one.X, one.Y)] = one.Microseconds;
        }

        Assert.True(events.Count > 10_000);
    }

    [Fact]
    public void What_changes_while_a_pixel_is_blind_is_lost_to_it()
    {
        // Two thresholds in the millisecond in which the pixel is blind after the first event, then nothing.
        var options = Ideal with { RefractoryMicroseconds = 5_000 };
        var events = Look(options, 20, (frame, _) => frame == 0 ? 1 : (float)Math.Exp(0.65));
        Assert.Equal(40 * 30, events.Count);
    }

    [Fact]
    public void Noise_comes_at_its_rate_with_both_polarities()
    {
        var events = Look(Ideal with { NoiseHertz = 5 }, 2_001, (_, _) => 1);
        // 1200 pixels for two seconds.
        Assert.InRange(events.Count, 12_000 - (5 * 110), 12_000 + (5 * 110));
        Assert.InRange(events.Count(one => one.Polarity == 1) / (double)events.Count, 0.47, 0.53);
    }

    [Fact]
    public void Hot_pixels_stay_where_they_are_and_fire_at_their_rate()
    {
        var events = Look(Ideal with { HotPixelShare = 0.005, HotHertz = 100 }, 2_001, (_, _) => 1);
        Assert.InRange(events.Select(one => (one.X, one.Y)).Distinct().Count(), 4, 6);
        Assert.InRange(events.Count, 1_200 - (5 * 35), 1_200 + (5 * 35));
    }

    [Fact]
    public void Thresholds_scatter_as_much_as_asked()
    {
        // A ramp of one logarithm: a pixel of threshold c has its first event after c of it.
        var events = Look(Ideal with { Threshold = 0.3, ThresholdDeviation = 0.04 }, 2, (frame, _) => (float)Math.Exp(frame), 1_000_000);
        var thresholds = events.GroupBy(one => (one.X, one.Y)).Select(pixel => pixel.First().Microseconds / 1e6).ToArray();
        var mean = thresholds.Average();
        var deviation = Math.Sqrt(thresholds.Average(one => (one - mean) * (one - mean)));
        Assert.Equal(40 * 30, thresholds.Length);
        Assert.InRange(mean, 0.295, 0.305);
        Assert.InRange(deviation, 0.036, 0.044);
    }

    [Fact]
    public void Same_seed_gives_the_same_events_in_order_of_time_and_another_seed_others()
    {
        var options = Ideal with { ThresholdDeviation = 0.05, RefractoryMicroseconds = 200, NoiseHertz = 10, HotPixelShare = 0.01 };
        var first = Look(options, 50, Wave);
        Assert.Equal(first, Look(options, 50, Wave));
        Assert.NotEqual(first, Look(options with { Seed = 2 }, 50, Wave));
        Assert.True(first.Zip(first.Skip(1)).All(pair => pair.First.Microseconds <= pair.Second.Microseconds));

        static float Wave(int frame, int pixel) => (float)Math.Exp(Math.Sin((frame * 0.1) + (pixel * 0.01)));
    }

    [Fact]
    public void Random_pictures_keep_events_on_the_sensor_and_within_their_frames()
        => Gen.Select(Gen.Int[1, 10_000], Gen.Int[0, 3_000], Gen.Float[0, 20]).Sample((seed, refractory, contrast) =>
        {
            var random = new Random(seed);
            var camera = new SimulatedCamera(Ideal with { Geometry = new(5, 4), RefractoryMicroseconds = refractory, NoiseHertz = 100, Seed = seed });
            var picture = new float[20];
            for (var frame = 0; frame < 30; frame++)
            {
                for (var pixel = 0; pixel < picture.Length; pixel++)
                    picture[pixel] = random.NextSingle() * contrast;
                foreach (var one in camera.Advance(frame * 500, picture))
                {
                    Assert.InRange(one.Microseconds, (frame - 1) * 500, frame * 500);
                    Assert.True(one.X < 5 && one.Y < 4 && one.Polarity < 2);
                }
            }
        }, iter: 50);

    [Fact]
    public void Wrong_frames_and_options_are_refused()
    {
        var camera = new SimulatedCamera(Ideal);
        Assert.Throws<ArgumentException>(() => camera.Advance(0, new float[7]).Length);
        camera.Advance(5, new float[1200]);
        Assert.Throws<ArgumentException>(() => camera.Advance(5, new float[1200]).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedCamera(Ideal with { Threshold = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedCamera(Ideal with { Geometry = new(0, 5) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedCamera(Ideal with { NoiseHertz = double.NaN }));
    }

    private static List<DvsEvent> Look(CameraOptions options, int frames, Func<int, int, float> intensity, int frameMicroseconds = 1000)
    {
        var camera = new SimulatedCamera(options);
        var picture = new float[options.Geometry.Width * options.Geometry.Height];
        var events = new List<DvsEvent>();
        for (var frame = 0; frame < frames; frame++)
        {
            for (var pixel = 0; pixel < picture.Length; pixel++)
                picture[pixel] = intensity(frame, pixel);
            events.AddRange(camera.Advance((long)frame * frameMicroseconds, picture));
        }

        return events;
    }
}
