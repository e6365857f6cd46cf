using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeSnn.Tests.Sensors.Capture;

/// <summary>
/// libasound without a sound card: a configuration of its own, whose devices give what a file or a pipe holds. Skips the test
/// where the library is absent.
/// </summary>
internal sealed partial class AlsaFolder : IDisposable
{
    private const string Installed = "/usr/share/alsa/alsa.conf";

    private const string Devices = """
        </usr/share/alsa/alsa.conf>
        pcm.recording {
          @args [ FILE ]
          @args.FILE { type string }
          type file
          format raw
          file "/dev/null"
          infile $FILE
          slave.pcm null
        }
        pcm.studio {
          @args [ FILE ]
          @args.FILE { type string }
          type plug
          slave {
            rate 48000
            channels 2
            format S16_LE
            pcm { type file format raw file "/dev/null" infile $FILE slave.pcm null }
          }
        }
        """;

    public AlsaFolder()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "ALSA is Linux's");
        Skip.IfNot(NativeLibrary.TryLoad("libasound.so.2", out _), "libasound.so.2 is absent (Debian: libasound2)");
        Skip.IfNot(File.Exists(Installed), $"{Installed} is absent (Debian: libasound2-data)");
        Path = Directory.CreateTempSubdirectory("edgesnn-alsa-").FullName;
        Configuration = System.IO.Path.Combine(Path, "asound.conf");
        File.WriteAllText(Configuration, Devices);
        // The library reads the environment of the process, which is not the one of .NET.
        Assert.Equal(0, SetVariable("ALSA_CONFIG_PATH", Configuration, 1));
    }

    public string Path { get; }

    public string Configuration { get; }

    /// <summary>Writes samples to a file and gives its path.</summary>
    public string Write(string name, ReadOnlySpan<short> samples)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(samples));
        return path;
    }

    /// <summary>Makes a named pipe and gives its path.</summary>
    public string MakePipe(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        using var make = Process.Start("mkfifo", [path]);
        make.WaitForExit();
        Assert.Equal(0, make.ExitCode);
        return path;
    }

    /// <summary>Writes samples to a pipe in periods of 10 ms, as a microphone gives them.</summary>
    public static void Play(string pipe, ReadOnlySpan<short> samples, int period)
    {
        using var stream = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var clock = Stopwatch.StartNew();
        for (var start = 0; start < samples.Length; start += period)
        {
            var early = TimeSpan.FromMilliseconds(10.0 * start / period) - clock.Elapsed;
            if (early > TimeSpan.Zero)
                Thread.Sleep(early);
            stream.Write(MemoryMarshal.AsBytes(samples.Slice(start, Math.Min(period, samples.Length - start))));
        }
    }

    public void Dispose()
    {
        if (Path is not null)
            Directory.Delete(Path, recursive: true);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
