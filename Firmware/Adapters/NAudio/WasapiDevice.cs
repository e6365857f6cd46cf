using System.Runtime.InteropServices;
using EdgeSnn.Sensors.Audio.Capture;
using NAudio.CoreAudioApi;
using NAudio.Wave;

namespace EdgeSnn.Firmware.Adapters;

/// <summary>
/// A microphone of Windows through NAudio: shared mode, 16 bits, one channel, the rate converted by Windows. It records on a
/// thread of its own; a ring hands the samples over.
/// </summary>
internal sealed class WasapiDevice : ICaptureDevice
{
    private const string Usual = "default";
    private const int PeriodMilliseconds = 10;
    private const int BufferMilliseconds = 500;

    private readonly string _name;
    private CaptureRing _ring = new(1);
    private WasapiCapture? _capture;

    public WasapiDevice(string name) => _name = name;

    public string Address => $"wasapi:{_name}";

    public CaptureFormat Open(int rate)
    {
        try
        {
            _ring = new CaptureRing(rate * BufferMilliseconds / 1000);
            _capture = new WasapiCapture(Find(), useEventSync: true, PeriodMilliseconds) { WaveFormat = new WaveFormat(rate, 16, 1) };
            _capture.DataAvailable += OnData;
            _capture.RecordingStopped += OnStopped;
            return new CaptureFormat(rate, 1, rate * PeriodMilliseconds / 1000, rate * BufferMilliseconds / 1000);
        }
        catch (Exception error) when (error is COMException or UnauthorizedAccessException)
        {
            throw new IOException($"{Address}: {OneLine.Of(error)}", error);
        }
    }

    public void Start()
    {
        try
        {
            _capture!.StartRecording();
        }
        catch (Exception error) when (error is COMException or UnauthorizedAccessException)
        {
            throw new IOException($"{Address}: {OneLine.Of(error)}", error);
        }
    }

    public int Read(Span<short> samples, int milliseconds) => _ring.Read(samples, milliseconds);

    // Windows goes on recording by itself.
    public void Recover()
    {
    }

    public void Close()
    {
        if (_capture is null)
            return;
        _capture.DataAvailable -= OnData;
        _capture.RecordingStopped -= OnStopped;
        _capture.Dispose();
        _capture = null;
    }

    public void Dispose() => Close();

    private MMDevice Find()
    {
        using var devices = new MMDeviceEnumerator();
        if (_name == Usual)
            return devices.GetDefaultAudioEndpoint(DataFlow.Capture, Role.Console);
        foreach (var device in devices.EnumerateAudioEndPoints(DataFlow.Capture, DeviceState.Active))
        {
            if (device.FriendlyName.Contains(_name, StringComparison.OrdinalIgnoreCase))
                return device;
        }

        throw new IOException($"{Address}: no such device; 'edgesnn list --devices' shows those there are");
    }

    private void OnData(object? sender, WaveInEventArgs e) => _ring.Write(e.Buffer.AsSpan(0, e.BytesRecorded));

    private void OnStopped(object? sender, StoppedEventArgs e)
        => _ring.Fail($"{Address}: {(e.Exception is { } error ? OneLine.Of(error) : "recording stopped")}");
}
