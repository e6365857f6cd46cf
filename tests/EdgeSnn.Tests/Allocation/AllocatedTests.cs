namespace EdgeSnn.Tests.Allocation;

public sealed class AllocatedTests
{
    [Fact]
    public void What_allocates_is_found_out()
    {
        byte[]? kept = null;
        Assert.InRange(Allocated.Least(() => 100, length => kept = new byte[length]), 100, 200);
        Assert.NotNull(kept);
    }

    [Fact]
    public void Collections_of_others_are_not_counted()
    {
        // Two of three runs are disturbed; the buffer of this thread was just begun each time.
        var run = 0;
        var sum = 0;
        var bytes = Allocated.Least(() => new byte[16].Length, length =>
        {
            sum += length;
            if (run++ % 3 != 2)
                GC.Collect(0);
        });
        Assert.Equal(0, bytes);
        Assert.NotEqual(0, sum);
    }
}
