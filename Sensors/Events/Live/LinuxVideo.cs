using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace EdgeSnn.Sensors.Events.Live;

/// <summary>The calls and numbers of V4L2 (linux/videodev2.h) on 64-bit Linux that <see cref="LinuxVideoDevice"/> needs.</summary>
[SupportedOSPlatform("linux")]
internal static partial class LinuxVideo
{
    public const int CapabilityBytes = 104;
    public const int FormatBytes = 208;
    public const int RequestBytes = 20;
    public const int BufferBytes = 88;

    public const nuint QueryCapability = 0x8068_5600;
    public const nuint GetFormat = 0xC0D0_5604;
    public const nuint RequestBuffers = 0xC014_5608;
    public const nuint QueryBuffer = 0xC058_5609;
    public const nuint Enqueue = 0xC058_560F;
    public const nuint Dequeue = 0xC058_5611;
    public const nuint StreamOn = 0x4004_5612;
    public const nuint StreamOff = 0x4004_5613;

    public const int ReadWrite = 2;
    public const int NonBlocking = 0x800;
    public const int TryAgain = 11;

    private const int ReadAndWrite = 3;
    private const int Shared = 1;
    private const short HasInput = 1;
    private const short IsGone = 8 | 16 | 32;

    public static int Open(string path, int flags) => OpenFile(path, flags);

    public static int Control(int handle, nuint request, byte[] argument) => ControlDevice(handle, request, argument);

    public static nint Map(int handle, uint offset, nuint length) => MapFile(0, length, ReadAndWrite, Shared, handle, (nint)offset);

    public static void Unmap(nint address, nuint length) => _ = UnmapFile(address, length);

    public static void Close(int handle) => _ = CloseFile(handle);

    /// <summary>Waits for a frame.</summary>
    /// <returns>True when there is one.</returns>
    public static bool Wait(int handle, TimeSpan wait, out bool isGone)
    {
        var entry = new PollEntry { Handle = handle, Events = HasInput };
        var found = PollFiles(ref entry, 1, (int)wait.TotalMilliseconds);
        isGone = found > 0 && (entry.Found & IsGone) != 0 && (entry.Found & HasInput) == 0;
        return found > 0 && (entry.Found & HasInput) != 0;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int ControlDevice(int handle, nuint request, [In, Out] byte[] argument);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint MapFile(nint address, nuint length, int protection, int flags, int handle, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int UnmapFile(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int CloseFile(int handle);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int PollFiles(ref PollEntry entries, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Handle;
        public short Events;
        public short Found;
    }
}
