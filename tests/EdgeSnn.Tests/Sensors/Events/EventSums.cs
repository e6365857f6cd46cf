using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Sensors.Events;

/// <summary>What recordings are compared by.</summary>
internal sealed record EventSums(long Count, long SumX, long SumY, long On, DvsEvent First, DvsEvent Last)
{
    public static EventSums Of(IEventReader reader)
    {
        var buffer = new DvsEvent[1 << 12];
        var sums = new EventSums(0, 0, 0, 0, default, default);
        for (int count; (count = reader.Read(buffer)) > 0;)
        {
            if (sums.Count == 0)
                sums = sums with { First = buffer[0] };
            var (x, y, on) = (0L, 0L, 0L);
            foreach (var one in buffer.AsSpan(0, count))
            {
                x += one.X;
                y += one.Y;
                on += one.Polarity;
            }

            sums = new EventSums(sums.Count + count, sums.SumX + x, sums.SumY + y, sums.On + on, sums.First, buffer[count - 1]);
        }

        return sums;
    }
}
