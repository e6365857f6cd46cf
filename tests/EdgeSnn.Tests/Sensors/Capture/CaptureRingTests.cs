using System.Runtime.InteropServices;
using EdgeSnn.Sensors.Audio.Capture;

namespace EdgeSnn.Tests.Sensors.Capture;

public sealed class CaptureRingTests
{
    private readonly short[] _buffer = new short[5];

    [Fact]
    public void Samples_come_out_in_order_over_the_end_of_the_ring()
    {
        var queue = new CaptureRing(7);
        short next = 0, expected = 0;
        for (var turn = 0; turn < 40; turn++)
        {
            short[] samples = [next++, next++, next++, next++];
            queue.Write(MemoryMarshal.AsBytes<short>(samples));
            for (var taken = 0; taken < 4;)
            {
                var count = queue.Read(_buffer.AsSpan(0, 3), 0);
                foreach (var sample in _buffer.AsSpan(0, count))
                    Assert.Equal(expected++, sample);
                taken += count;
            }
        }
    }

    [Fact]
    public void What_does_not_fit_is_lost_whole_and_told_once_in_its_place()
    {
        var queue = new CaptureRing(4);
        queue.Write([1, 0, 2, 0, 3, 0]);
        queue.Write([4, 0, 5, 0]);
        Assert.Equal(3, queue.Read(_buffer, 0));
        Assert.Equal(ICaptureDevice.Overrun, queue.Read(_buffer, 0));
        Assert.Equal(0, queue.Read(_buffer, 0));
        queue.Write([6, 0]);
        Assert.Equal(1, queue.Read(_buffer, 0));
        Assert.Equal(6, _buffer[0]);
    }

    [Fact]
    public void A_failure_comes_after_what_was_recorded()
    {
        var queue = new CaptureRing(4);
        queue.Write([1, 0]);
        queue.Fail("unplugged");
        Assert.Equal(1, queue.Read(_buffer, 0));
        Assert.Equal("unplugged", Assert.Throws<IOException>(() => queue.Read(_buffer, 0)).Message);
    }

    [Fact]
    public void A_waiting_reader_is_woken()
    {
        var queue = new CaptureRing(4);
        var writer = new Thread(() => queue.Write([7, 0]));
        writer.Start();
        Assert.Equal(1, queue.Read(_buffer, 60_000));
        Assert.Equal(7, _buffer[0]);
        writer.Join();
    }
}
