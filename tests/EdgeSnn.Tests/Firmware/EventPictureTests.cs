using EdgeSnn.Firmware.Live;

namespace EdgeSnn.Tests.Firmware;

public sealed class EventPictureTests
{
    [Fact]
    public void Brighter_is_full_and_darker_half_two_characters_a_cell()
    {
        var picture = new EventPicture(3, 2, polarities: 2, keptTicks: 5);
        for (var tick = 0; tick < 2; tick++)
        {
            picture.Add(tick, (0 * 3 + 2) * 2 + 1);
            picture.Add(tick, (1 * 3 + 0) * 2);
        }

        Assert.Equal("    ██", picture.Line(0));
        Assert.Equal("▒▒    ", picture.Line(1));
    }

    [Fact]
    public void An_event_is_gone_after_the_ticks_it_is_kept()
    {
        var picture = new EventPicture(1, 1, polarities: 1, keptTicks: 5);
        picture.Add(10, 0);
        picture.Add(12, 0);
        Assert.Equal("██", picture.Line(0));
        picture.Advance(16);
        Assert.Equal("··", picture.Line(0));
        picture.Advance(18);
        Assert.Equal("  ", picture.Line(0));
    }

    [Fact]
    public void Events_of_a_single_tick_are_a_dot()
    {
        var picture = new EventPicture(1, 1, polarities: 2, keptTicks: 5);
        picture.Add(3, 0);
        picture.Add(3, 1);
        Assert.Equal("··", picture.Line(0));
    }
}
