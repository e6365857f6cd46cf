using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Simulation;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class GestureStageTests
{
    [Theory]
    [InlineData(Gesture.Left, -1, 0)]
    [InlineData(Gesture.Right, 1, 0)]
    [InlineData(Gesture.Up, 0, -1)]
    [InlineData(Gesture.Down, 0, 1)]
    public void Events_move_where_the_gesture_says(Gesture gesture, int right, int down)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var events = Film(gesture, seed, out var show);
            var middle = (show.Start + show.End) / 2;
            var before = events.Where(one => Seconds(one) > show.Start && Seconds(one) < middle).ToArray();
            var after = events.Where(one => Seconds(one) >= middle && Seconds(one) < show.End).ToArray();
            var (x, y) = (after.Average(one => one.X) - before.Average(one => one.X), after.Average(one => one.Y) - before.Average(one => one.Y));
            Assert.True(right * x + down * y > 8, $"seed {seed}: {x:0.0}, {y:0.0}");
        }
    }

    [Theory]
    [InlineData(Gesture.Clockwise, 1)]
    [InlineData(Gesture.CounterClockwise, -1)]
    public void Events_go_around_in_the_sense_of_the_gesture(Gesture gesture, int sense)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var events = Film(gesture, seed, out var show);
            var turned = 0.0;
            for (var time = show.Start; time + 0.1 < show.End; time += 0.05)
            {
                var (x1, y1) = Middle(events, time);
                var (x2, y2) = Middle(events, time + 0.05);
                turned += (x1 - 31.5) * (y2 - y1) - (y1 - 31.5) * (x2 - x1);
            }

            Assert.True(sense * turned > 300, $"seed {seed}: {turned:0}");
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_events_and_another_seed_others()
    {
        Assert.Equal(Film(Gesture.Left, 3, out _), Film(Gesture.Left, 3, out _));
        Assert.NotEqual(Film(Gesture.Left, 3, out _), Film(Gesture.Left, 4, out _));
    }

    [Fact]
    public void A_shape_is_seen_only_while_its_gesture_lasts()
    {
        var events = Film(Gesture.Down, 2, out var show);
        var during = events.Count(one => Seconds(one) >= show.Start && Seconds(one) <= show.End) / (show.End - show.Start);
        var otherwise = events.Count(one => Seconds(one) > show.End + 0.05) / (2 - show.End - 0.05);
        Assert.True(during > 3 * otherwise, $"{during:0} against {otherwise:0} events per second");
    }

    [Fact]
    public void A_hand_is_more_than_its_palm()
    {
        var (still, hand) = (new GestureOptions { NoiseHertz = (0, 0) }, new GestureOptions { NoiseHertz = (0, 0), IsHand = true });
        Assert.NotEqual(Film(Gesture.Up, 1, out _, still).Length, Film(Gesture.Up, 1, out _, hand).Length);
    }

    private static DvsEvent[] Film(Gesture gesture, int seed, out GestureShow show, GestureOptions? options = null)
    {
        var stage = new GestureStage(options ?? new GestureOptions { NoiseHertz = (0.1, 0.2) }, seed);
        stage.Add(gesture, 0.2);
        show = stage.Shows[0];
        Assert.Equal((gesture, 0.2), (show.Gesture, show.Start));
        using var reader = new SceneReader(stage.CreateCamera(), stage.Scene, 2_000_000, frameMicroseconds: 5000);
        var events = new List<DvsEvent>();
        var buffer = new DvsEvent[4096];
        for (int count; (count = reader.Read(buffer)) > 0;) events.AddRange(buffer.AsSpan(0, count));
        return [.. events];
    }

    private static (double X, double Y) Middle(DvsEvent[] events, double from)
    {
        var there = events.Where(one => Seconds(one) >= from && Seconds(one) < from + 0.05).ToArray();
        return there.Length == 0 ? (31.5, 31.5) : (there.Average(one => one.X), there.Average(one => one.Y));
    }

    private static double Seconds(DvsEvent one) => one.Microseconds / 1e6;
}
