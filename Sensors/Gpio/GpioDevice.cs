using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace EdgeSnn.Sensors.Gpio;

/// <summary>
/// The GPIO character device of Linux, version 2 of its interface (linux/gpio.h, kernel 5.10): the calls, numbers and layouts
/// that lines need. Nothing is called before a line is asked for.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class GpioDevice
{
    /// <summary>Most lines of one request.</summary>
    public const int MostLines = 64;

    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int NoAccess = 13;
    public const int NotPermitted = 1;
    public const int Busy = 16;
    public const int NotTerminal = 25;

    /// <summary>Flags of a line.</summary>
    public const ulong Used = 1 << 0;
    public const ulong Input = 1 << 2;
    public const ulong Output = 1 << 3;
    public const ulong Rising = 1 << 4;
    public const ulong Falling = 1 << 5;
    public const ulong PullUp = 1 << 8;
    public const ulong PullDown = 1 << 9;

    // The most that the kernel keeps for whoever is not looking.
    private const int MostWaitingEdges = 1024;

    private const nuint GetChip = 0x8044_B401;
    private const nuint GetLineInfo = 0xC100_B405;
    private const nuint RequestLines = 0xC250_B407;
    private const nuint SetLineValues = 0xC010_B40F;

    private const int ChipBytes = 68;
    private const int LineInfoBytes = 256;
    private const int RequestBytes = 592;
    private const int NameBytes = 32;
    private const int ConsumerOffset = 256;
    private const int ConfigurationOffset = 288;
    private const int CountOffset = 560;
    private const int HandleOffset = 588;
    private const uint OutputValues = 2;
    private const int OpenReadWrite = 0x8_0002;
    private const short HasInput = 1;

    /// <summary>Opens a chip; negative error number on failure.</summary>
    public static int Open(string path) => Result(OpenFile(path, OpenReadWrite));

    public static void Close(int handle) => _ = CloseFile(handle);

    /// <summary>Name, label and number of lines of an open chip; null when it is none.</summary>
    public static GpioChip? Describe(int chip, string path)
    {
        var data = new byte[ChipBytes];
        return Control(chip, GetChip, ref data[0]) < 0 ? null
            : new GpioChip(path, Text(data, 0), Text(data, NameBytes), BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(2 * NameBytes)));
    }

    /// <summary>What is known of a line; null when it does not exist.</summary>
    public static GpioLine? DescribeLine(int chip, int offset)
    {
        var data = new byte[LineInfoBytes];
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(2 * NameBytes), offset);
        if (Control(chip, GetLineInfo, ref data[0]) < 0)
            return null;
        var flags = BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan((2 * NameBytes) + 8));
        return new GpioLine(offset, Text(data, 0), Text(data, NameBytes), (flags & Used) != 0, (flags & Output) != 0);
    }

    /// <summary>Asks for lines; gives their handle, or a negative error number.</summary>
    /// <param name="chip">An open chip.</param>
    /// <param name="offsets">Numbers of the lines on it.</param>
    /// <param name="flags">What they are to be.</param>
    /// <param name="values">Levels at which outputs begin, one bit per line.</param>
    public static int Request(int chip, ReadOnlySpan<int> offsets, ulong flags, ulong values)
    {
        Span<byte> request = stackalloc byte[RequestBytes];
        request.Clear();
        for (var i = 0; i < offsets.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(request[(4 * i)..], offsets[i]);
        "edgesnn"u8.CopyTo(request[ConsumerOffset..]);
        var configuration = request[ConfigurationOffset..];
        BinaryPrimitives.WriteUInt64LittleEndian(configuration, flags);
        if ((flags & Output) != 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(configuration[8..], 1);
            var attribute = configuration[32..];
            BinaryPrimitives.WriteUInt32LittleEndian(attribute, OutputValues);
            BinaryPrimitives.WriteUInt64LittleEndian(attribute[8..], values);
            BinaryPrimitives.WriteUInt64LittleEndian(attribute[16..], offsets.Length == MostLines ? ulong.MaxValue : (1UL << offsets.Length) - 1);
        }

        BinaryPrimitives.WriteInt32LittleEndian(request[CountOffset..], offsets.Length);
        if ((flags & Input) != 0)
            BinaryPrimitives.WriteInt32LittleEndian(request[(CountOffset + 4)..], MostWaitingEdges);
        var result = Result(Control(chip, RequestLines, ref request[0]));
        return result < 0 ? result : BinaryPrimitives.ReadInt32LittleEndian(request[HandleOffset..]);
    }

    /// <summary>Drives lines of a request; allocates nothing.</summary>
    /// <returns>0, or a negative error number.</returns>
    public static int Write(int lines, ulong values, ulong mask)
    {
        Span<byte> data = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(data, values);
        BinaryPrimitives.WriteUInt64LittleEndian(data[8..], mask);
        return Result(Control(lines, SetLineValues, ref data[0]));
    }

    /// <summary>Takes records of edges, waiting for the first; allocates nothing.</summary>
    /// <returns>Bytes written, 0 when none came in time, or a negative error number.</returns>
    public static int ReadEdges(int lines, Span<byte> records, int milliseconds)
    {
        var entry = new PollEntry { Handle = lines, Events = HasInput };
        var found = Result(PollFiles(ref entry, 1, milliseconds));
        return found <= 0 ? found : Result((int)ReadFile(lines, ref MemoryMarshal.GetReference(records), (nuint)records.Length));
    }

    /// <summary>What an error number means.</summary>
    public static string Explain(int error) => Marshal.GetPInvokeErrorMessage(-error);

    private static int Result(int result) => result >= 0 ? result : -Marshal.GetLastPInvokeError();

    private static string Text(ReadOnlySpan<byte> data, int start)
    {
        var text = data.Slice(start, NameBytes);
        var end = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseFile(int handle);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int handle, nuint request, ref byte argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFile(int handle, ref byte data, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int PollFiles(ref PollEntry entries, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Handle;
        public short Events;
        public short Found;
    }
}
