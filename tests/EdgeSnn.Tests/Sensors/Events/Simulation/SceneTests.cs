using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Simulation;

namespace EdgeSnn.Tests.Sensors.Events.Simulation;

public class SceneTests
{
    private static readonly CameraOptions Camera = new() { Geometry = new EventGeometry(64, 48), NoiseHertz = 0, HotPixelShare = 0 };

    [Theory]
    [InlineData(ShapeKind.Rectangle, 20 * 10)]
    [InlineData(ShapeKind.Ellipse, Math.PI * 10 * 5)]
    public void Shape_covers_its_area_however_it_is_turned(ShapeKind kind, double area)
    {
        foreach (var angle in (double[])[0, 0.3, 1.2, Math.PI / 2])
        {
            var scene = new ShapeScene(Camera.Geometry, [new MovingShape(kind, 10, 5, 1, _ => new Pose(31.5, 23.5, angle))]) { Background = 0.001f };
            var picture = new float[64 * 48];
            scene.Render(0, picture);
            Assert.InRange(picture.Sum() - (0.001 * picture.Length), 0.97 * area, 1.03 * area);
        }
    }

    [Fact]
    public void Shape_partly_or_wholly_outside_is_cut_off()
    {
        var picture = new float[64 * 48];
        foreach (var (x, y) in ((double, double)[])[(-3, 20), (70, -1), (1e9, -1e9), (31, 55)])
            new ShapeScene(Camera.Geometry, [new MovingShape(ShapeKind.Ellipse, 8, 8, 1, _ => new Pose(x, y))]).Render(0, picture);
        Assert.All(picture, pixel => Assert.InRange(pixel, 0.5f, 1f));
    }

    [Fact]
    public void Bright_bar_that_moves_to_the_right_has_ON_events_in_front_and_OFF_events_behind()
    {
        var bar = new MovingShape(ShapeKind.Rectangle, 4, 12, 1, seconds => new Pose(10 + (80 * seconds), 24));
        var events = ReadAll(new SceneReader(new SimulatedCamera(Camera), new ShapeScene(Camera.Geometry, [bar]), 500_000));
        Assert.All(events, one => Assert.InRange(one.X - (10 + (80 * one.Microseconds / 1e6)), -7, 7));
        Assert.All(events, one => Assert.Equal(one.X > 10 + (80 * one.Microseconds / 1e6) ? 1 : 0, one.Polarity));
        Assert.All(events, one => Assert.InRange((int)one.Y, 12, 36));
        Assert.True(events.Count > 1_000);
    }

    [Fact]
    public void Reader_gives_the_same_events_in_any_portions()
    {
        var whole = ReadAll(Open(), 100_000);
        Assert.NotEmpty(whole);
        Assert.Equal(whole, ReadAll(Open(), 64));

        static SceneReader Open() => new(
            new SimulatedCamera(Camera with { NoiseHertz = 20, HotPixelShare = 0.01 }),
            new ShapeScene(Camera.Geometry, [new MovingShape(ShapeKind.Ellipse, 6, 6, 0.1f, seconds => new Pose(32 + (20 * Math.Cos(9 * seconds)), 24))]),
            300_000);
    }

    private static List<DvsEvent> ReadAll(SceneReader reader, int portion = 4096)
    {
        var events = new List<DvsEvent>();
        var room = new DvsEvent[portion];
        for (int count; (count = reader.Read(room)) > 0;)
            events.AddRange(room[..count]);
        Assert.Equal(events.Count, reader.Counters.Events);
        return events;
    }
}
