using System.Buffers.Binary;
using System.Text;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Numpy;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class NpyDecoderTests
{
    private static readonly DvsEvent[] Expected = [new(5, 300, 2, 1), new(260, 4, 259, 0)];

    [Fact]
    public void Fields_are_found_by_name_whatever_their_order_types_and_padding()
    {
        var bytes = Array("[('ts', '>i8'), ('x', '<i2'), ('y', '>u4'), ('', '|V3'), ('on', '?'), ('mark', '<f4', (2,))]", 2, record =>
        [
            .. BigEndian(Expected[record].Microseconds), (byte)Expected[record].X, (byte)(Expected[record].X >> 8),
            0, 0, (byte)(Expected[record].Y >> 8), (byte)Expected[record].Y, 9, 9, 9, Expected[record].Polarity, 1, 2, 3, 4, 5, 6, 7, 8,
        ]);
        Assert.Equal(Expected, Decoding.InPieces(new NpyDecoder(), bytes, 5, seed: 1));
    }

    [Fact]
    public void Floating_point_times_are_seconds_and_a_negative_polarity_is_OFF()
    {
        var bytes = Array("[('t', '<f8'), ('x', '<f8'), ('y', '<f8'), ('p', '<f8')]", 2, record =>
        [
            .. BitConverter.GetBytes(Expected[record].Microseconds / 1e6), .. BitConverter.GetBytes((double)Expected[record].X),
            .. BitConverter.GetBytes((double)Expected[record].Y), .. BitConverter.GetBytes(2.0 * Expected[record].Polarity - 1),
        ]);
        Assert.Equal(Expected, Decoding.InPieces(new NpyDecoder(), bytes, 100, seed: 1));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(500)]
    public void Floating_point_times_that_are_whole_numbers_are_microseconds(int count)
    {
        var bytes = Array("[('t', '<f8'), ('x', '|u1'), ('y', '|u1'), ('p', '?')]", count, record => [.. BitConverter.GetBytes(7.0 * record), 1, 2, 1]);
        foreach (var longestChunk in new[] { 1, 100, 100_000 })
        {
            Assert.Equal(
                Enumerable.Range(0, count).Select(record => new DvsEvent(7 * record, 1, 2, 1)),
                Decoding.InPieces(new NpyDecoder(), bytes, longestChunk, seed: 1));
        }
    }

    [Fact]
    public void Bytes_behind_the_counted_records_are_damage()
    {
        var bytes = Array("[('x','|u1'),('y','|u1'),('t','|u1'),('p','|u1')]", 2, _ => [1, 2, 3, 1]);
        var decoder = new NpyDecoder();
        Assert.Equal(2, Decoding.InPieces(decoder, [.. bytes, 1, 2, 3, 1, 5], 3, seed: 1).Count);
        Assert.Equal(5, decoder.Counters.DamagedBytes);
    }

    [Theory]
    [InlineData("'<f8'", "descr")]
    [InlineData("[('x', '<i2'), ('y', '<i2'), ('t', '<i8')]", "p or pol")]
    [InlineData("[('x', '<i2'), ('y', '<i2'), ('t', '<i8'), ('p', '<U3')]", "p or pol")]
    [InlineData("[('x', '<i2', (900,)), ('y', '<i2'), ('t', '<i8'), ('p', '?')]", "records of")]
    public void Arrays_of_something_else_are_refused_by_name(string description, string expected)
    {
        var error = Assert.Throws<EventFormatException>(
            () => Decoding.InPieces(new NpyDecoder(), Array(description, 1, _ => [0]), 1000, seed: 1));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Array(string description, int count, Func<int, byte[]> record)
    {
        var text = Encoding.ASCII.GetBytes($"{{'descr': {description}, 'fortran_order': False, 'shape': ({count},), }}   \n");
        byte[] head = [0x93, .. "NUMPY"u8, 2, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), text.Length);
        return [.. head, .. text, .. Enumerable.Range(0, count).SelectMany(record)];
    }

    private static byte[] BigEndian(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
