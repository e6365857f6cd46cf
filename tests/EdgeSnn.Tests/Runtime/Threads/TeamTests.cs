using System.Collections.Concurrent;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Threads;
using EdgeSnn.Tests.Allocation;

namespace EdgeSnn.Tests.Runtime.Threads;

public sealed class TeamTests
{
    [Fact]
    public void A_tick_allocates_nothing_on_any_thread()
    {
        var random = new RandomNetwork(5) { MaxSize = 300 };
        var model = random.Model();
        var inputs = Enumerable.Range(0, 64).Select(_ => random.Input(model)).ToArray();
        using var network = new Network(model, 256, ThreadedNetworkTests.Always(3));
        var team = network.Team!;
        // The first sleep of a thread makes what it sleeps on.
        foreach (var input in inputs) network.Step(input);
        AwaitSleep(team);
        foreach (var input in inputs) network.Step(input);
        AwaitSleep(team);
        var before = team.AllocatedBytes;
        // With pauses, so that both ways of waiting are measured.
        var allocated = Allocated.Least(() => network, warm =>
        {
            for (var round = 0; round < 20; round++)
            {
                foreach (var input in inputs) warm.Step(input);
                AwaitSleep(team);
            }
        });
        Assert.Equal(0, allocated);
        Assert.Equal(before, team.AllocatedBytes);
    }

    [Fact]
    public void Dispose_ends_the_threads_and_may_be_called_again()
    {
        for (var run = 0; run < 30; run++)
        {
            var network = new Network(Chain(), 256, ThreadedNetworkTests.Always(5));
            var team = network.Team!;
            Assert.Equal(4, team.Living);
            for (var tick = 0; tick < run; tick++) network.Step(ChainNetwork.Spike(0));
            if (run % 2 == 0) AwaitSleep(team);
            network.Dispose();
            Assert.Equal(0, team.Living);
            network.Dispose();
            Assert.Throws<ObjectDisposedException>(() => network.Step(ChainNetwork.Spike(0)));
        }
    }

    [Fact]
    public void A_network_on_one_thread_cannot_be_stepped_after_its_end_either()
    {
        var network = new Network(Chain());
        network.Step(ChainNetwork.Spike(0));
        network.Dispose();
        network.Dispose();
        Assert.Throws<ObjectDisposedException>(() => network.Step(ChainNetwork.Spike(0)));
        Assert.Equal(1, network.Tick);
    }

    [Fact]
    public void Each_thread_is_prepared_once_on_itself()
    {
        ConcurrentDictionary<int, int> threads = [];
        using var network = new Network(Chain(), 256, ThreadedNetworkTests.Always(4) with
        {
            ThreadStarted = number => Assert.True(threads.TryAdd(number, Environment.CurrentManagedThreadId)),
        });
        Assert.Equal([1, 2, 3], threads.Keys.Order());
        Assert.Equal(3, threads.Values.Distinct().Count());
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, threads.Values);
    }

    [Fact]
    public void What_preparing_throws_comes_out_of_the_constructor() => Assert.Equal("no", Assert.Throws<TimeoutException>(
        () => new Network(Chain(), 256, ThreadedNetworkTests.Always(4) with
        {
            ThreadStarted = static number =>
            {
                if (number == 2) throw new TimeoutException("no");
            },
        })).Message);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_share_throws_comes_out_of_the_step_on_whatever_thread_it_ran(bool isCaller)
    {
        // A share that waits until another runs too, so that both threads have one.
        using var both = new Barrier(2);
        var caller = Environment.CurrentManagedThreadId;
        using var network = new Network(Chain(), 256, ThreadedNetworkTests.Always(2));
        var team = network.Team!;
        var meets = true;
        team.BeforeShare = () =>
        {
            if (!meets) return;
            both.SignalAndWait();
            if (Environment.CurrentManagedThreadId == caller == isCaller) throw new TimeoutException("broken");
        };
        Assert.Equal("broken", Assert.Throws<TimeoutException>(() => network.Step(ChainNetwork.Spike(0))).Message);
        meets = false;
        network.Reset();
        network.Step(ChainNetwork.Spike(0));
        Assert.Equal(200, network.Spikes(1).Count);
    }

    [Fact]
    public void The_caller_does_not_wait_for_threads_that_come_late()
    {
        using var release = new ManualResetEventSlim();
        using var network = new Network(Chain(), 256, ThreadedNetworkTests.Always(3));
        var caller = Environment.CurrentManagedThreadId;
        network.Team!.BeforeTaking = () =>
        {
            if (Environment.CurrentManagedThreadId != caller) release.Wait();
        };
        for (var tick = 0; tick < 100; tick++)
        {
            network.Step(ChainNetwork.Spike(0));
            Assert.Equal(200, network.Spikes(1).Count);
        }

        release.Set();
        network.Step(ChainNetwork.Spike(0));
        Assert.Equal(200, network.Spikes(1).Count);
        Assert.Equal(101 * 200, network.Counters.NeuronUpdates);
    }

    internal static void AwaitSleep(Team team)
    {
        while (Volatile.Read(ref team.State.Sleeping) < team.Threads - 1) Thread.Yield();
    }

    private static NetworkModel Chain() => ChainNetwork.Model(NeuronKind.Lif, 200, threshold: 10, weight: 10);
}
