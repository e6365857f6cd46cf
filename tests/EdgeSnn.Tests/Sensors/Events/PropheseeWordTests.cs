using System.Buffers.Binary;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Tests.Allocation;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class PropheseeWordTests
{
    private const string Header = "% format EVT{0};height=100;width=200\n% end\n";

    [Fact]
    public void Evt3_takes_a_step_back_of_the_low_time_for_no_wrap()
    {
        var decoder = Evt3(out var events, 0x8001, 0x6010, 0x0005, 0x2007, 0x600C, 0x2008, 0x6011, 0x2809);
        Assert.Equal([new(4096 + 16, 7, 5, 0), new(4096 + 16, 8, 5, 0), new(4096 + 17, 9, 5, 1)], events);
        Assert.Equal(1, decoder.Counters.Regressions);
    }

    [Fact]
    public void Evt3_wraps_where_the_high_time_falls_by_more_than_half()
    {
        Evt3(out var events, 0x8FFF, 0x0001, 0x2001, 0x8000, 0x2002, 0x8800, 0x2003, 0x8000, 0x2004);
        // 0x800 - 0 is half of the range, which is a step back.
        Assert.Equal([0xFFF000, 0x1000000, 0x1800000, 0x1800000], events.Select(one => one.Microseconds));
    }

    [Fact]
    public void Evt3_keeps_the_low_time_over_a_repeated_high_time_and_clears_it_over_a_new_one()
    {
        Evt3(out var events, 0x8001, 0x6007, 0x8001, 0x2001, 0x8002, 0x2001);
        Assert.Equal([4096 + 7, 8192], events.Select(one => one.Microseconds));
    }

    [Fact]
    public void Evt3_vectors_move_the_base_and_single_columns_do_not()
    {
        Evt3(out var events, 0x8000, 0x0003, 0x3802 + 8, 0x4801, 0x2005, 0x5082, 0x4001);
        Assert.Equal(
            [new(0, 10, 3, 1), new(0, 21, 3, 1), new(0, 5, 3, 0), new(0, 23, 3, 1), new(0, 29, 3, 1), new(0, 30, 3, 1)], events);
    }

    [Fact]
    public void Evt3_drops_and_counts_what_is_outside_the_sensor()
    {
        // Columns 198 to 209 of 200, then row 100 of 100.
        var decoder = Evt3(out var events, 0x8000, 0x0063, 0x30C6, 0x4FFF, 0x0064, 0x2001, 0x0063, 0x20C8, 0x20C7);
        Assert.Equal([198, 199, 199], events.Select(one => (int)one.X));
        Assert.Equal(12, decoder.Counters.OutOfRange);
        // A block kernel's length of the same: 32 words and more.
        decoder = Evt3(out events, [0x8000, 0x0063, .. Enumerable.Repeat((ushort)0x20C8, 50), 0x0064, .. Enumerable.Repeat((ushort)0x2001, 50)]);
        Assert.Empty(events);
        Assert.Equal(100, decoder.Counters.OutOfRange);
    }

    [Fact]
    public void Evt3_counts_undefined_words_and_skips_monitoring()
    {
        var decoder = Evt3(out var events, 0x8000, 0x9999, 0x1000, 0xBABE, 0xC0DE, 0xE014, 0xF123, 0xF456, 0x7008, 0xD000, 0xA101, 0x2001);
        Assert.Single(events);
        Assert.Equal((4, 1), (decoder.Counters.Unknown, decoder.Counters.Triggers));
    }

    [Fact]
    public void Evt3_counts_events_before_the_first_time()
    {
        var decoder = Evt3(out var events, 0x6001, 0x0001, 0x2001, 0x3002, 0x4007, 0x8001, 0x2003);
        Assert.Equal([new(4096, 3, 1, 0)], events);
        Assert.Equal(4, decoder.Counters.BeforeTimeBase);
    }

    [Fact]
    public void Evt2_takes_pixels_triggers_and_undefined_words()
    {
        var decoder = Words("evt2", out var events, [0x1000_0801, 0x8000_0002, 0x1040_1803, 0xA000_0101, 0x4000_0000, 0xD000_0000, 0xE000_0014, 0xF000_0001, 0x0000_0803]);
        Assert.Equal([new(129, 3, 3, 1), new(129, 1, 3, 0)], events);
        var counters = decoder.Counters;
        Assert.Equal((1, 1, 1, 1), (counters.BeforeTimeBase, counters.Triggers, counters.Unknown, counters.Regressions));
    }

    [Fact]
    public void Evt4_takes_the_word_behind_a_vector_for_its_mask_whatever_it_looks_like()
    {
        // The first mask looks like TIME_HIGH, and stands before any time.
        var decoder = Words("evt4", out var events, [0xC000_0001, 0xE000_0001, 0xE000_0001, 0xD000_0805, 0xA000_0001, 0xFFFF_FFFF, 0xB040_0802, 0x9000_0001]);
        Assert.Equal([new(64, 1, 5, 1), new(64, 30, 5, 1), new(64, 32, 5, 1), new(65, 1, 2, 1)], events);
        Assert.Equal((4, 1, 0), (decoder.Counters.BeforeTimeBase, decoder.Counters.Triggers, decoder.Counters.Unknown));
    }

    [Fact]
    public void Dat_has_an_old_layout_and_files_of_triggers()
    {
        Assert.Equal(
            [new DvsEvent(9, 0x155, 0xAB, 1)],
            Decode("dat", [.. "% Version 1\n"u8, 0, 8, 9, 0, 0, 0, .. BitConverter.GetBytes(0x155u | 0xABu << 9 | 1u << 17)], out _));
        Assert.Empty(Decode("dat", [.. "% Version 2\n"u8, 14, 8, .. new byte[24]], out var decoder));
        Assert.Equal(3, decoder.Counters.Triggers);
        Assert.Throws<EventFormatException>(() => Decode("dat", [.. "% Version 2\n"u8, 12, 16, .. new byte[32]], out _));
    }

    [Theory]
    [InlineData("% evt 3.0\n% system_ID 49\n", 1280, 720)]
    [InlineData("% Date 2019\n% system_ID 21\n% evt 3.0\n", 640, 480)]
    [InlineData("% geometry 320x240\n% evt 3.0\n", 320, 240)]
    [InlineData("% format EVT3;width=64;height=48\n% system_ID 49\n% end\n", 64, 48)]
    [InlineData("% camera_integrator_name Someone\n% format EVT3\n", 0, 0)]
    [InlineData("", 0, 0)]
    public void Headers_tell_the_size_in_every_way_they_ever_did(string header, int width, int height)
    {
        byte[] bytes = [.. header.Select(one => (byte)one), 0x00, 0x80, 0x05, 0x00, 0x07, 0x20];
        for (var chunk = 1; chunk < 20; chunk++)
        {
            var decoder = Decoding.Decoder("evt3");
            Assert.Equal([new(0, 7, 5, 0)], Decoding.InPieces(decoder, bytes, chunk, seed: chunk));
            Assert.Equal(new EventGeometry(width, height), decoder.Geometry);
        }
    }

    [Fact]
    public void Words_may_begin_with_a_percent_sign()
    {
        byte[] bytes = [.. "% evt 3.0\n"u8, (byte)'%', 0x80, 0x05, 0x00, 0x07, 0x20];
        Assert.Equal([new DvsEvent(0x25000, 7, 5, 0)], Decode("evt3", bytes, out _));
    }

    [Fact]
    public void A_stated_size_wins_over_the_header()
    {
        var decoder = Decoding.Decoder("evt3", new EventGeometry(6, 6));
        Assert.Empty(Decoding.InPieces(decoder, [.. "% geometry 320x240\n% end\n"u8, 0x00, 0x80, 0x05, 0x00, 0x07, 0x20], 9, seed: 1));
        Assert.Equal((new EventGeometry(6, 6), 1), (decoder.Geometry, decoder.Counters.OutOfRange));
    }

    [Fact]
    public void An_unfinished_word_is_counted_and_an_unfinished_header_refused()
    {
        Decode("evt2", [.. "% evt 2.0\n% end\n"u8, 1, 2, 3], out var decoder);
        Assert.Equal(3, decoder.Counters.DamagedBytes);
        Assert.Throws<EventFormatException>(() => Decode("evt2", "% evt 2.0\n% geome"u8.ToArray(), out _));
    }

    [Theory]
    [InlineData("evt2")]
    [InlineData("evt21")]
    [InlineData("evt3")]
    [InlineData("evt4")]
    [InlineData("dat")]
    public void Decoding_allocates_nothing_after_the_header(string format)
    {
        var bytes = Decoding.Write(format, SyntheticEvents.Create(seed: 2, bursts: 20_000, longestGap: 1_000), SyntheticEvents.Geometry);
        var room = new DvsEvent[1 << 10];
        var count = 0;
        var allocated = Allocated.Least(
            () =>
            {
                var decoder = Decoding.Decoder(format);
                Feed(decoder, bytes.AsSpan(0, bytes.Length / 2), room);
                return decoder;
            },
            decoder => count = Feed(decoder, bytes.AsSpan(bytes.Length / 2), room));
        Assert.Equal(0, allocated);
        Assert.True(count > 5_000);
    }

    private static int Feed(IEventDecoder decoder, ReadOnlySpan<byte> bytes, DvsEvent[] room)
    {
        var count = 0;
        while (bytes.Length > 0)
        {
            count += decoder.Decode(bytes[..Math.Min(bytes.Length, 777)], room, out var consumed);
            bytes = bytes[consumed..];
        }

        return count;
    }

    private static IEventDecoder Evt3(out List<DvsEvent> events, params ushort[] words)
    {
        var bytes = new byte[2 * words.Length];
        for (var index = 0; index < words.Length; index++)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * index), words[index]);
        events = Decode("evt3", bytes, out var decoder, "3");
        return decoder;
    }

    private static IEventDecoder Words(string format, out List<DvsEvent> events, params uint[] words)
    {
        var bytes = new byte[4 * words.Length];
        for (var index = 0; index < words.Length; index++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * index), words[index]);
        events = Decode(format, bytes, out var decoder, format[3..]);
        return decoder;
    }

    private static List<DvsEvent> Decode(string format, byte[] bytes, out IEventDecoder decoder, string version = "")
    {
        decoder = Decoding.Decoder(format);
        var header = version.Length == 0 ? [] : Header.Replace("{0}", version, StringComparison.Ordinal).Select(one => (byte)one);
        return Decoding.InPieces(decoder, [.. header, .. bytes], bytes.Length + 100, seed: 3);
    }
}
