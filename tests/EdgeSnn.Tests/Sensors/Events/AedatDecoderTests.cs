using System.Buffers.Binary;
using System.Text;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Aedat;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class AedatDecoderTests
{
    [Fact]
    public void Version_1_without_a_header_holds_16_bit_addresses_of_a_DVS128_seen_upright()
    {
        byte[] bytes = [0x05, 0x07, 0, 0, 0, 9, 0x80, 0, 0, 0, 0, 10, 0x7F, 0xFE, 0, 0, 0, 11, 1];
        var decoder = new Aedat1Decoder();
        var events = Decoding.InPieces(decoder, bytes, 3, seed: 1);
        Assert.Equal([new DvsEvent(9, 124, 122, 0), new DvsEvent(11, 0, 0, 1)], events);
        Assert.Equal((1, 1), (decoder.Counters.Unknown, decoder.Counters.DamagedBytes));
        Assert.Equal(new EventGeometry(128, 128), decoder.Geometry);
    }

    [Fact]
    public void Version_2_reads_a_DAVIS_by_its_name_and_skips_samples_and_triggers()
    {
        var bytes = Version2(
            "#!AER-DAT2.0\r\n# AEChip: eu.seebetter.ini.chips.davis.DAVIS240C\r\n# HardwareInterface: mentions no other\r\n",
            (7u << 22 | 3u << 12 | 1u << 11, -5), (1u << 31, 0), (1u << 10, 1), (179u << 22 | 239u << 12, 2), (180u << 22, 3));
        var decoder = new Aedat2Decoder();
        var events = Decoding.InPieces(decoder, bytes, 11, seed: 1);
        Assert.Equal([new DvsEvent(-5, 236, 172, 1), new DvsEvent(2, 0, 0, 0)], events);
        Assert.Equal((1, 1, 1), (decoder.Counters.Unknown, decoder.Counters.Triggers, decoder.Counters.OutOfRange));
    }

    [Fact]
    public void Version_2_data_that_begins_like_a_header_line_is_data()
    {
        // 0x23 is '#': row 140 of a DAVIS346.
        var bytes = Version2("#!AER-DAT2.0\r\n# AEChip: DAVIS346\r\n", (0x2300_0000, 1), (0x2300_0800, 2));
        foreach (var longestChunk in new[] { 1, 5, 1000 })
        {
            var events = Decoding.InPieces(new Aedat2Decoder(), bytes, longestChunk, seed: 1);
            Assert.Equal([new DvsEvent(1, 345, 259 - 140, 0), new DvsEvent(2, 345, 259 - 140, 1)], events);
        }
    }

    [Fact]
    public void Version_2_time_wraps_at_32_bits_and_small_falls_are_held()
    {
        var bytes = Version2("#!AER-DAT2.0\r\n", (2, int.MaxValue), (2, int.MinValue), (2, -1), (2, -3), (2, int.MaxValue), (2, int.MinValue + 9));
        var decoder = new Aedat2Decoder();
        var times = Decoding.InPieces(decoder, bytes, 1000, seed: 1).Select(one => one.Microseconds);
        const long half = 1L << 31;
        Assert.Equal([half - 1, half, 2 * half - 1, 2 * half - 1, 3 * half - 1, 3 * half + 9], times);
        Assert.Equal(1, decoder.Counters.Regressions);
    }

    [Theory]
    [InlineData("3.0", (300u << 18) | (200u << 4) | 3)]
    [InlineData("3.1", (300u << 17) | (200u << 2) | 3)]
    public void Version_3_reads_polarity_packets_of_either_layout(string version, uint data)
    {
        using var stream = new MemoryStream();
        stream.Write(Encoding.ASCII.GetBytes($"#!AER-DAT{version}\r\n#Format: RAW\r\n#Source 1: DAVIS346\r\n#!END-HEADER\r\n"));
        Packet(stream, type: 2, size: 20, overflow: 0, new byte[40]);
        Packet(stream, type: 0, size: 8, overflow: 0, Record(2 << 1 | 1, 5), Record(0 << 1 | 1, 5));
        Packet(stream, type: 1, size: 8, overflow: 3, Record(data, 7), Record(data & ~1u, 8), Record(data & ~2u, int.MaxValue));
        Packet(stream, type: 99, size: 8, overflow: 0, new byte[8]);
        stream.Write([1, 0]);
        var decoder = new Aedat3Decoder();
        var events = Decoding.InPieces(decoder, stream.ToArray(), 9, seed: 1);
        Assert.Equal([new DvsEvent((3L << 31) + 7, 300, 200, 1), new DvsEvent((4L << 31) - 1, 300, 200, 0)], events);
        Assert.Equal((1, 1, 2), (decoder.Counters.Triggers, decoder.Counters.Unknown, decoder.Counters.DamagedBytes));
    }

    [SkippableFact]
    public void Version_4_counts_the_triggers_of_a_recording_and_skips_frames_unread()
    {
        var bytes = File.ReadAllBytes(Path.Combine(SharedData.Folder("events/vectors"), "davis346-lz4-6676ev.aedat4"));
        var decoder = new Aedat4Decoder();
        Assert.Equal(6_676, Decoding.InPieces(decoder, bytes, 70_000, seed: 1).Count);
        // DAVIS frames mark their exposures by triggers that no pin caused.
        Assert.Equal(0, decoder.Counters.Triggers);
        Assert.Equal(0, decoder.Counters.DamagedBytes);
    }

    [Theory]
    [InlineData("#!AER-DAT3.1\r\n#Source 1: DVS128\r\nno more")]
    [InlineData("#!AER-DAT3.1\r\n#Format: Serial-TS\r\n#!END-HEADER\r\n")]
    [InlineData("#!AER-DAT2.0\r\n#!END-HEADER\r\n")]
    [InlineData("#!AER-DAT3.1\r\n#!END")]
    [InlineData("")]
    public void Version_3_refuses_other_headers(string text)
        => Assert.Throws<EventFormatException>(() => Decoding.InPieces(new Aedat3Decoder(), Encoding.ASCII.GetBytes(text), 4, seed: 1));

    private static byte[] Version2(string header, params (uint Address, int Time)[] records)
    {
        var bytes = new byte[header.Length + 8 * records.Length];
        Encoding.ASCII.GetBytes(header, bytes);
        for (var i = 0; i < records.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(header.Length + 8 * i), records[i].Address);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(header.Length + 8 * i + 4), records[i].Time);
        }

        return bytes;
    }

    private static byte[] Record(uint data, int time)
    {
        var record = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(record, data);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), time);
        return record;
    }

    private static void Packet(Stream stream, short type, int size, int overflow, params byte[][] records)
    {
        var bytes = records.SelectMany(record => record).ToArray();
        var head = new byte[28];
        BinaryPrimitives.WriteInt16LittleEndian(head, type);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), size);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), 4);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), overflow);
        for (var field = 16; field < 28; field += 4)
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(field), bytes.Length / size);
        stream.Write(head);
        stream.Write(bytes);
    }
}
