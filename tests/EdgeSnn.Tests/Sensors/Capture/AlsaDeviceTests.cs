using System.Diagnostics;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Audio.Capture;

namespace EdgeSnn.Tests.Sensors.Capture;

/// <summary>The real libasound, with files and pipes for sound cards.</summary>
[Collection(nameof(AlsaDeviceTests))]
public sealed class AlsaDeviceTests
{
    private static readonly short[] Samples = ResamplerTests.Tone(16_000, 440, 20_000, 64_000);

    [SkippableFact]
    public void A_recording_comes_through_to_the_bit()
    {
        using var folder = new AlsaFolder();
        using var microphone = Open($"recording:{folder.Write("mono.raw", Samples)}", 16_000);
        Assert.Equal(new CaptureFormat(16_000, 1, 160, 8_000), microphone.Format);
        Assert.Equal(Samples, Take(microphone, Samples.Length));
        Assert.Equal((0, 0, 1), (microphone.Overruns, microphone.Losses, microphone.Connections));
    }

    [SkippableFact]
    public void A_pipe_comes_through_to_the_bit_and_at_its_pace()
    {
        using var folder = new AlsaFolder();
        var pipe = folder.MakePipe("live");
        var played = Samples[..8_000];
        var writer = new Thread(() => AlsaFolder.Play(pipe, played, 160));
        writer.Start();
        using var microphone = Open($"recording:{pipe}", 16_000);
        var clock = Stopwatch.StartNew();
        Assert.Equal(played, Take(microphone, played.Length));
        writer.Join();
        // Half a second of audio cannot be there earlier; that it may be later is the machine's.
        Assert.True(clock.Elapsed > TimeSpan.FromSeconds(0.4), $"{clock.Elapsed}");
    }

    [SkippableFact]
    public void A_device_of_another_rate_is_resampled_here_and_not_by_the_library()
    {
        using var folder = new AlsaFolder();
        var tone = ResamplerTests.Tone(48_000, 440, 20_000, 48_000);
        var stereo = tone.SelectMany(sample => new[] { sample, sample }).ToArray();
        using var microphone = Open($"studio:{folder.Write("stereo.raw", stereo)},channels=2", 16_000);
        Assert.Equal((48_000, 2, 480), (microphone.Format.Rate, microphone.Format.Channels, microphone.Format.PeriodFrames));
        Assert.Equal(ResamplerTests.Convert(tone, 48_000, 16_000)[..15_000], Take(microphone, 15_000));
    }

    [SkippableFact]
    public void The_buffer_is_as_long_as_asked()
    {
        using var folder = new AlsaFolder();
        using var microphone = Open($"recording:{folder.Write("mono.raw", Samples)},buffer=120ms", 16_000);
        Assert.Equal(1_920, microphone.Format.BufferFrames);
    }

    [SkippableFact]
    public void Recording_allocates_nothing()
    {
        using var folder = new AlsaFolder();
        using var microphone = Open($"recording:{folder.Write("mono.raw", Samples)}", 16_000);
        var buffer = new short[160];
        for (var warmUp = 0; warmUp < 20; warmUp++)
            microphone.Read(buffer, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var period = 0; period < 300; period++)
            microphone.Read(buffer, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [SkippableFact]
    public void A_device_that_is_not_there_is_said_so()
    {
        using var folder = new AlsaFolder();
        var error = Assert.Throws<IOException>(() => Open("nowhere", 16_000));
        Assert.StartsWith("alsa:nowhere: no such device; 'edgesnn list --devices'", error.Message, StringComparison.Ordinal);
    }

    private static Microphone Open(string device, int rate) => new(new AlsaDevice(AlsaAddress.Parse($"alsa:{device}")), rate, TimeProvider.System);

    private static short[] Take(Microphone microphone, int count)
    {
        var samples = new short[count];
        var taken = 0;
        while (taken < count)
        {
            if (microphone.Read(samples.AsSpan(taken), out var read) == SensorStatus.Data)
                taken += read;
        }

        return samples;
    }
}
