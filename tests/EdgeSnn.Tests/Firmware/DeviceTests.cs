using EdgeSnn.Firmware;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Tests.Allocation;

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
        Assert.Equal(0, Allocated.Least(() => Run(samples, new Recorder(), new DeviceOptions()).AllocatedBytes));
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

    [Fact]
    public void An_output_that_blocks_for_ever_delays_no_other_and_no_end()
    {
        using var gate = new ManualResetEventSlim();
        var blocked = new Recorder { Gate = gate };
        var sound = new Recorder();
        using var device = Create(new ArraySensor(ToneNetwork.Melody(6)), [blocked, sound], new DeviceOptions());
        device.Start();
        Assert.True(SpinWait.SpinUntil(() => sound.Messages.Count == 6, TimeSpan.FromSeconds(20)));
        // Without a stop the end waits for it, as for a pager behind a pipe.
        Assert.False(device.Wait(TimeSpan.FromMilliseconds(50)));
        device.Stop();
        Assert.True(device.Wait(TimeSpan.FromSeconds(20)));
        Assert.True(sound.IsDisposed);
        Assert.False(blocked.IsDisposed);
        gate.Set();
    }

    [Fact]
    public void A_stop_drives_pins_low_while_the_input_is_silent_and_another_output_blocks()
    {
        using var gate = new ManualResetEventSlim();
        var pins = new MemoryPins();
        var model = ToneNetwork.Create();
        var pin = new EdgeSnn.Firmware.Outputs.GpioOutput(
            "gpio:low=5", EdgeSnn.Firmware.Outputs.PinAssignment.Parse("gpio:low=5,pulse=3600s", model), pins, TimeProvider.System);
        using var sensor = new SilentSensor(ToneNetwork.Melody(1));
        using var device = Create(sensor, [new Recorder { Gate = gate }, pin], new DeviceOptions());
        device.Start();
        Assert.True(SpinWait.SpinUntil(() => pins.Levels[5], TimeSpan.FromSeconds(20)));
        device.Stop();
        Assert.True(device.Wait(TimeSpan.FromSeconds(20)));
        Assert.False(pins.Levels[5]);
        Assert.True(pins.IsDisposed);
        gate.Set();
        sensor.Release();
    }

    [Fact]
    public void In_real_time_samples_older_than_the_catch_up_are_dropped_and_the_others_are_not()
    {
        var time = new ManualTime();
        var samples = ToneNetwork.Melody(1)[..3200];
        var model = ToneNetwork.Create();
        // Ticks of 8 ms. After the first read the clock stands at 410 ms: the whole recording is due at once, in chunks of 16 ms.
        var sensor = new EdgeSnn.Sensors.Replay<short>(new ArraySensor(samples), ToneNetwork.SampleRate, time, 64);
        using var device = new Device<short>(
            model, AudioInput.Join(model, new JumpingSensor(sensor, time, TimeSpan.FromMilliseconds(410))), [new Recorder()],
            new DeviceOptions { IsRealTime = true, Time = time, CatchUpTicks = 10 });
        var report = device.Run(CancellationToken.None);
        Assert.Equal(samples.Length, report.Samples + report.DroppedSamples);
        // The chunks due since 330 ms.
        Assert.Equal(5 * 128, report.Samples);
        Assert.Equal(10, report.Lateness.Count);
        Assert.Equal(74_000_000, report.Lateness.MaxNanoseconds);
    }

    [Fact]
    public void The_beat_goes_on_in_silence_and_stops_with_the_loop()
    {
        using var gate = new ManualResetEventSlim();
        using var sensor = new SilentSensor(new short[64]);
        var model = ToneNetwork.Create();
        var input = AudioInput.Join(model, sensor);
        var encoder = new StallingEncoder(input.Encoder, gate);
        gate.Set();
        using var device = new Device<short>(model, input with { Encoder = encoder }, [], new DeviceOptions());
        gate.Reset();
        device.Start();
        Assert.True(SpinWait.SpinUntil(() => encoder.IsStalled, TimeSpan.FromSeconds(20)));
        var stalled = device.Beat;
        Assert.False(SpinWait.SpinUntil(() => device.Beat != stalled, TimeSpan.FromMilliseconds(200)));
        gate.Set();
        Assert.True(SpinWait.SpinUntil(() => device.Beat > stalled + 2, TimeSpan.FromSeconds(20)));
        sensor.Release();
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
