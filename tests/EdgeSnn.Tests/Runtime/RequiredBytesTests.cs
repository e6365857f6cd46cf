using CsCheck;
using EdgeSnn.Models;
using EdgeSnn.Runtime;
using EdgeSnn.Tests.Allocation;

namespace EdgeSnn.Tests.Runtime;

public sealed class RequiredBytesTests
{
    // An array's header and length.
    private const int ArrayHeader = 24;

    [Fact]
    public void The_arena_allocates_exactly_what_was_planned()
    {
        foreach (var cells in (long[])[0, 1, 15, 16, 17, 100_000])
        {
            var expected = Reserved(cells).Bytes + ArrayHeader;
            Assert.Equal(expected, Allocated.Least(() => Reserved(cells), arena => arena.Allocate(), expected));
        }
    }

    private static Arena Reserved(long cells)
    {
        var arena = new Arena();
        arena.Reserve(cells);
        arena.Reserve(3);
        return arena;
    }

    [Fact]
    public void A_network_allocates_the_arena_that_was_said_beforehand() => Gen.Int.Sample(
        seed =>
        {
            var model = new RandomNetwork(seed).Model();
            var said = Network.RequiredBytes(model);
            Assert.Equal(said, new Network(model).ArenaBytes);
        },
        iter: 50);

    [Fact]
    public void Every_bundled_network_allocates_the_arena_that_is_stated() => Assert.All(BundledNetworks.Names, name =>
    {
        var model = BundledNetworks.Read(name);
        Assert.Equal(Network.RequiredBytes(model), new Network(model).ArenaBytes);
    });

    [Fact]
    public void Regions_start_at_cache_lines_and_do_not_overlap()
    {
        var arena = new Arena();
        var regions = Enumerable.Range(1, 40).Select(cells => arena.Reserve(cells)).ToArray();
        arena.Allocate();
        for (var index = 0; index < regions.Length; index++) regions[index].Cells.Fill(index);
        for (var index = 0; index < regions.Length; index++)
        {
            Assert.Equal(index + 1, regions[index].Cells.Length);
            Assert.Equal(-1, regions[index].Cells.IndexOfAnyExcept(index));
            var address = System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(arena.Locate(0, out _), 0);
            arena.Locate(0, out var first);
            Assert.Equal(0, (address + first * sizeof(int)) % Arena.Alignment);
        }
    }
}
