using EdgeSnn.Firmware;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Tests.Firmware;

public sealed class DeviceTests
{
    private const int Tones = 40;

    [Fact]
    public void Every_sample_of_a_file_is_heard_and_the_network_thread_allocates_nothing()
    {
        var samples = ToneNetwork.Melody(Tones);
        var output = new Recorder();
        var report = Run(samples, output, new DeviceOptions());

        Assert.Equal(samples.Length, report.Samples);
        Assert.Equal(0, report.DroppedSamples);
        Assert.Equal(0, report.AllocatedBytes);
        Assert.Equal(samples.Length / 64, report.Ticks.Count);
        Assert.Equal(Enumerable.Range(0, Tones).Select(index => (long)index), output.Messages.Select(message => message.Decision.Sequence));
    }

    [Fact]
    public void Stream_time_is_the_end_of_the_deciding_tick()
    {
        var output = new Recorder();
        Run(ToneNetwork.Melody(2), output, new DeviceOptions());
        Assert.All(output.Messages, message => Assert.Equal((message.Decision.Tick + 1) * 8000, message.StreamMicroseconds));
    }

    [Fact]
    public void An_output_that_stalls_delays_no_tick_and_what_is_dropped_is_counted()
    {
        using var gate = new ManualResetEventSlim();
        var output = new Recorder { Gate = gate };
        var samples = ToneNetwork.Melody(Tones);
        using var device = Create(samples, output, new DeviceOptions { DecisionCapacity = 4 });
        device.Start();
        // The output thread sits in its first Emit; the network goes on to the last tick all the same.
        Assert.True(SpinWait.SpinUntil(() => device.Ticks.Count == samples.Length / 64, TimeSpan.FromSeconds(20)));
        gate.Set();
        Assert.True(device.Wait(TimeSpan.FromSeconds(20)));
        var report = device.Finish();
        Assert.Equal(Tones, output.Messages.Count + report.DroppedDecisions);
        Assert.True(report.DroppedDecisions > 0);
        Assert.Equal(samples.Length, report.Samples);
    }

    [Fact]
    public void In_real_time_what_finds_no_room_is_dropped_counted_and_kept_in_the_stream_time()
    {
        using var ring = new ChunkRing<short>(capacity: 256, chunkCapacity: 100);
        var received = new short[100];
        Assert.True(ring.TryWrite(new short[100], 1));
        Assert.True(ring.TryWrite(new short[100], 2));
        Assert.False(ring.TryWrite(new short[100], 3));
        ring.Drop(100);
        Assert.True(ring.TryRead(received, out var first));
        Assert.True(ring.TryWrite(new short[50], 4));
        Assert.True(ring.TryRead(received, out _));
        Assert.True(ring.TryRead(received, out var afterTheGap));
        Assert.Equal(new Chunk(0, 100, 1), first);
        Assert.Equal(new Chunk(300, 50, 4), afterTheGap);
        Assert.Equal(100, ring.Dropped);
        ring.Complete();
        Assert.False(ring.TryRead(received, out _));
        Assert.True(ring.IsOver);
    }

    [Fact]
    public void A_failing_output_is_left_alone_for_a_while_and_the_others_go_on()
    {
        var failing = new Recorder { Failure = new IOException("broken\npipe") };
        var sound = new Recorder();
        var report = Run(ToneNetwork.Melody(6), [failing, sound], new DeviceOptions { Time = new ManualTime() });
        Assert.Equal(6, sound.Messages.Count);
        // The clock stands still, so the pause after the first failure never ends.
        Assert.Equal(1, report.Outputs[0].Faults);
        Assert.Equal(6, report.Outputs[0].Lost);
        Assert.Equal("broken pipe", report.Outputs[0].LastFault);
    }

    [Fact]
    public void A_sensor_that_fails_again_and_again_ends_the_run_and_closes_the_outputs()
    {
        var output = new Recorder();
        using var device = Create(new BrokenSensor(), [output], new DeviceOptions());
        var error = Assert.Throws<DeviceException>(() => device.Run(CancellationToken.None));
        Assert.Contains("unplugged", error.Message, StringComparison.Ordinal);
        Assert.True(output.IsDisposed);
    }

    [Fact]
    public void A_stop_ends_an_endless_stream_and_delivers_what_was_heard()
    {
        using var stop = new CancellationTokenSource();
        var output = new Recorder { OnMessage = stop.Cancel };
        var endless = new ArraySensor(ToneNetwork.Melody(2)) { IsEndless = true };
        using var device = Create(endless, [output], new DeviceOptions());
        device.Run(stop.Token);
        Assert.NotEmpty(output.Messages);
        Assert.True(output.IsDisposed);
    }

    private static DeviceReport Run(short[] samples, Recorder output, DeviceOptions options) => Run(samples, [output], options);

    private static DeviceReport Run(short[] samples, IReadOnlyList<IOutput> outputs, DeviceOptions options)
    {
        using var device = Create(new ArraySensor(samples), outputs, options);
        return device.Run(CancellationToken.None);
    }

    private static Device<short> Create(short[] samples, IOutput output, DeviceOptions options)
        => Create(new ArraySensor(samples), [output], options);

    private static Device<short> Create(ISensor<short> sensor, IReadOnlyList<IOutput> outputs, DeviceOptions options)
    {
        var model = ToneNetwork.Create();
        return new Device<short>(model, AudioInput.Join(model, sensor), outputs, options);
    }
}
