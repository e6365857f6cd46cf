using System.Text;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Text;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class CsvDecoderTests
{
    private static readonly DvsEvent[] Expected = [new(3_811, 96, 133, 0), new(3_820, 7, 12, 1), new(1_003_821, 239, 0, 1)];

    [Theory]
    [InlineData("0.003811000 96 133 0\n0.003820 7 12 1\n1.003821000 239 0 1\n")]
    [InlineData("0.003811000 96 133 0\n0.003820 7 12 1\n1.003821000 239 0 1")]
    [InlineData("t,x,y,p\n3811,96,133,0\n3820,7,12,1\n1003821,239,0,1\n")]
    [InlineData("3811,96,133,0\r\n3820,7,12,1\r\n1003821,239,0,1\r\n")]
    [InlineData("%geometry:240,180\n96,133,0,3811\n7,12,1,3820\n239,0,1,1003821\n")]
    [InlineData("96\t133\t-1\t3811\n7\t12\t1\t3820\n239\t0\t1\t1003821\n")]
    [InlineData("# x y polarity timestamp\n96 133 false 3811\n\n7 12 true 3820\n239 0 True 1003821\n")]
    [InlineData("\"timestamp_ns\",\"polarity\",\"x\",\"y\"\n3811000,OFF,96,133\n3820000,ON,7,12\n1003821000,on,239,0\n")]
    [InlineData("x;y;t;p\n96;133;3811;0\n7;12;3820;1\n239;0;1003821;1\n")]
    [InlineData("3.811e-03 9.6e+01 1.33e+02 0.0e+00\n3.820e-03 7 12 1e0\n1.003821e+00 2.39e+02 0 1\n")]
    [InlineData("time_ms,x,y,on\n3.811,96,133,0\n3.82,7,12,1\n1003.821,239,0,1\n")]
    [InlineData("3811.0,96.0,133.0,0.0\n3820.0,7.0,12.0,1.0\n1003821.0,239.0,0.0,1.0\n")]
    [InlineData("\uFEFF3811,96,133,0\n3820,7,12,1\n1003821,239,0,1\n")]
    [InlineData("\uFEFFx,y,t,p\n96,133,3811,0\n7,12,3820,1\n239,0,1003821,1\n")]
    [InlineData("96 133 3811 0\n7 12 3820 1\n239 0 1003821 1\n")]
    public void Notations_in_use_are_told_by_their_lines(string text)
    {
        foreach (var longestChunk in new[] { 1, 13, 1000 })
        {
            var decoder = new CsvDecoder();
            Assert.Equal(Expected, Decoding.InPieces(decoder, Encoding.UTF8.GetBytes(text), longestChunk, seed: 1));
            Assert.Equal((0, 0), (decoder.Counters.Unknown, decoder.Counters.DamagedBytes));
        }
    }

    [Fact]
    public void Nanoseconds_since_1970_are_told_by_their_size()
    {
        var text = "1700000000000000000,1,2,0\n1700000000000001600,3,4,1\n"u8;
        Assert.Equal(
            [new DvsEvent(1_700_000_000_000_000, 1, 2, 0), new DvsEvent(1_700_000_000_000_002, 3, 4, 1)],
            Decoding.InPieces(new CsvDecoder(), text, 1000, seed: 1));
    }

    [Fact]
    public void Lines_that_are_no_events_are_counted_and_skipped()
    {
        var text = $"t,x,y,p\n1,2,3,0\nnoise\n2,3,4\n# said\n{new string('9', 5_000)}\n3,70000,4,1\n4,4,5,1\n1,1,1,1\n";
        var decoder = new CsvDecoder(new EventGeometry(100, 100));
        var events = Decoding.InPieces(decoder, Encoding.UTF8.GetBytes(text.Replace("\n2,3,4\n", "\n2,3,x,1\n", StringComparison.Ordinal)), 700, seed: 1);
        Assert.Equal([new DvsEvent(1, 2, 3, 0), new DvsEvent(4, 4, 5, 1), new DvsEvent(4, 1, 1, 1)], events);
        Assert.Equal((3, 1, 1), (decoder.Counters.Unknown, decoder.Counters.OutOfRange, decoder.Counters.Regressions));
    }

    [Fact]
    public void Columns_that_a_caller_states_are_not_looked_for()
    {
        var decoder = new CsvDecoder(default, new CsvLayout(Time: 1, X: 3, Y: 2, Polarity: 0, TimeUnit.Nanoseconds));
        Assert.Equal([new DvsEvent(5, 7, 6, 1)], Decoding.InPieces(decoder, "1 5000 6 7 8"u8, 1000, seed: 1));
    }

    [Theory]
    [InlineData("once upon a time\nthere was a camera\n")]
    [InlineData("1,2,3\n2,3,4\n")]
    [InlineData("0.5,0.25,0.125,7.5\n0.25,0.5,7.5,0.125\n")]
    public void Text_without_the_columns_of_events_is_refused(string text)
    {
        var error = Assert.Throws<EventFormatException>(
            () => Decoding.InPieces(new CsvDecoder(), Encoding.UTF8.GetBytes(text), 1000, seed: 1));
        Assert.Contains("columns", error.Message, StringComparison.Ordinal);
    }
}
