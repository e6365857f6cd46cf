using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace EdgeSnn.Sensors.Events.Live;

/// <summary>
/// A V4L2 capture device by direct calls (Linux media subsystem documentation, "Video for Linux API"): memory-mapped buffers, one
/// plane. Buffers are copied once, for on some boards they are not cached. 64-bit systems only.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class LinuxVideoDevice(string path) : IVideoDevice
{
    private const int BufferCount = 8;
    private const int MostBuffers = 32;
    private const uint CaptureType = 1;
    private const uint MemoryMapped = 1;
    private const uint CanCapture = 0x1;
    private const uint CanStream = 0x0400_0000;
    private const uint HasDeviceCapabilities = 0x8000_0000;
    private const uint IsDamaged = 0x40;

    private readonly byte[] _request = new byte[LinuxVideo.BufferBytes];
    private readonly nint[] _maps = new nint[MostBuffers];
    private readonly nuint[] _lengths = new nuint[MostBuffers];
    private int _count;
    private int _handle = -1;

    /// <summary>Frames that the driver marked as damaged.</summary>
    public long Damaged { get; private set; }

    /// <inheritdoc/>
    public VideoFormat Open()
    {
        if (nint.Size != sizeof(long))
            throw new IOException($"{path}: 64-bit systems only");
        _handle = LinuxVideo.Open(path, LinuxVideo.ReadWrite | LinuxVideo.NonBlocking);
        if (_handle < 0)
            throw Failure("open");
        try
        {
            RequireStreaming();
            var format = ReadFormat();
            MapBuffers();
            Call(LinuxVideo.StreamOn, Type(), "start");
            return format;
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public int Take(byte[] buffer, TimeSpan wait)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (!LinuxVideo.Wait(_handle, wait, out var isGone))
            return isGone ? throw new IOException($"{path}: the device is gone") : 0;
        Prepare(0);
        if (LinuxVideo.Control(_handle, LinuxVideo.Dequeue, _request) < 0)
            return Marshal.GetLastPInvokeError() == LinuxVideo.TryAgain ? 0 : throw Failure("take a frame");
        var index = (int)BinaryPrimitives.ReadUInt32LittleEndian(_request);
        var used = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(_request.AsSpan(8)), (ulong)_lengths[index]);
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(_request.AsSpan(12));
        var count = Math.Min(used, buffer.Length);
        if ((flags & IsDamaged) != 0)
            (count, Damaged) = (0, Damaged + 1);
        Marshal.Copy(_maps[index], buffer, 0, count);
        Prepare(index);
        Call(LinuxVideo.Enqueue, _request, "give a buffer back");
        return count;
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (_handle < 0)
            return;
        LinuxVideo.Control(_handle, LinuxVideo.StreamOff, Type());
        for (; _count > 0; _count--)
            LinuxVideo.Unmap(_maps[_count - 1], _lengths[_count - 1]);
        LinuxVideo.Close(_handle);
        _handle = -1;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void RequireStreaming()
    {
        var capability = new byte[LinuxVideo.CapabilityBytes];
        Call(LinuxVideo.QueryCapability, capability, "say what it is");
        var all = BinaryPrimitives.ReadUInt32LittleEndian(capability.AsSpan(84));
        var own = (all & HasDeviceCapabilities) != 0 ? BinaryPrimitives.ReadUInt32LittleEndian(capability.AsSpan(88)) : all;
        if ((own & (CanCapture | CanStream)) != (CanCapture | CanStream))
            throw new IOException($"{path}: is no camera that streams");
    }

    private VideoFormat ReadFormat()
    {
        var format = new byte[LinuxVideo.FormatBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(format, CaptureType);
        Call(LinuxVideo.GetFormat, format, "say its format");
        return new VideoFormat(
            Encoding.ASCII.GetString(format, 16, 4).TrimEnd(), (int)BinaryPrimitives.ReadUInt32LittleEndian(format.AsSpan(28)));
    }

    private void MapBuffers()
    {
        var request = new byte[LinuxVideo.RequestBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(request, BufferCount);
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(4), CaptureType);
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(8), MemoryMapped);
        Call(LinuxVideo.RequestBuffers, request, "make buffers");
        var granted = Math.Min((int)BinaryPrimitives.ReadUInt32LittleEndian(request), MostBuffers);
        for (var index = 0; index < granted; index++)
        {
            Prepare(index);
            Call(LinuxVideo.QueryBuffer, _request, "show a buffer");
            _lengths[index] = BinaryPrimitives.ReadUInt32LittleEndian(_request.AsSpan(72));
            _maps[index] = LinuxVideo.Map(_handle, BinaryPrimitives.ReadUInt32LittleEndian(_request.AsSpan(64)), _lengths[index]);
            if (_maps[index] == -1)
                throw Failure("map a buffer");
            _count = index + 1;
            Prepare(index);
            Call(LinuxVideo.Enqueue, _request, "take a buffer");
        }

        if (_count == 0)
            throw new IOException($"{path}: granted no buffers");
    }

    private void Prepare(int index)
    {
        Array.Clear(_request);
        BinaryPrimitives.WriteUInt32LittleEndian(_request, (uint)index);
        BinaryPrimitives.WriteUInt32LittleEndian(_request.AsSpan(4), CaptureType);
        BinaryPrimitives.WriteUInt32LittleEndian(_request.AsSpan(60), MemoryMapped);
    }

    private static byte[] Type()
    {
        var type = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(type, CaptureType);
        return type;
    }

    private void Call(nuint request, byte[] argument, string what)
    {
        if (LinuxVideo.Control(_handle, request, argument) < 0)
            throw Failure(what);
    }

    private IOException Failure(string what) =>
        new($"{path}: cannot {what}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
}
