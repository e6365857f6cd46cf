using System.Runtime.InteropServices;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Sensors.Audio.Capture;

/// <summary>
/// A capture device as a source of mono samples at the model's rate. When the driver's buffer runs over the recording goes on
/// and the gap is counted; a device that is lost is opened again, after 0.1 s, then twice as long each time, 5 s at most.
/// Owned by the sensor thread, counters may be read by any; reading allocates nothing while the device stays.
/// </summary>
public sealed class Microphone : ISensor<short>
{
    /// <summary>Longest time a read waits for the device: two periods [ms].</summary>
    public const int DeadlineMilliseconds = 20;

    private const int MostFrames = 8192;
    private const int MostChannels = 32;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    private readonly ICaptureDevice _device;
    private readonly int _sampleRate;
    private readonly TimeProvider _time;
    private short[] _block = [];
    private short[] _frames = [];
    private Resampler _resampler;
    private WavFormat _layout;
    private int _start;
    private int _end;
    private bool _isOpen;
    private bool _isStarted;
    private bool _hasFrames;
    private long _lastFrames;
    private long _closedAt;
    private TimeSpan _pause = FirstPause;
    private long _overruns;
    private long _losses;
    private long _connections;

    /// <summary>Opens the device, so that one that is not there is known at once; recording begins at the first read.</summary>
    /// <param name="device">Disposed with the microphone, also when it cannot be opened.</param>
    /// <param name="sampleRate">Rate of the samples given, 1,000 .. 768,000 [Hz].</param>
    /// <param name="time">The clock of pauses.</param>
    /// <exception cref="IOException">The device cannot be had.</exception>
    public Microphone(ICaptureDevice device, int sampleRate, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(time);
        (_device, _sampleRate, _time) = (device, sampleRate, time);
        _resampler = new Resampler(sampleRate, sampleRate);
        try
        {
            Open();
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>Where the device is, as given.</summary>
    public string Address => _device.Address;

    /// <summary>What the device gives, as last opened.</summary>
    public CaptureFormat Format { get; private set; }

    /// <summary>Times the driver's buffer ran over and audio was lost. Any thread.</summary>
    public long Overruns => Interlocked.Read(ref _overruns);

    /// <summary>Times the device was lost, and attempts to open it again that failed. Any thread.</summary>
    public long Losses => Interlocked.Read(ref _losses);

    /// <summary>Times the device was opened. Any thread.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Why the device was lost last; empty when it never was.</summary>
    public string LastLoss { get; private set; } = "";

    /// <summary>Writes the next samples, or says that none came within the deadline.</summary>
    /// <param name="destination">Owned by the caller; at least one sample long.</param>
    /// <param name="count">Samples written, 0 unless the status is <see cref="SensorStatus.Data"/>.</param>
    public SensorStatus Read(Span<short> destination, out int count)
    {
        ArgumentOutOfRangeException.ThrowIfZero(destination.Length);
        while ((count = _resampler.Read(destination)) == 0)
        {
            if (_start == _end && !Fill())
                return SensorStatus.Waiting;
            _start += _resampler.Write(_block.AsSpan(_start, _end - _start));
        }

        return SensorStatus.Data;
    }

    /// <summary>Closes the device.</summary>
    public void Dispose() => _device.Dispose();

    // False when there is nothing yet, whatever the reason.
    private bool Fill()
    {
        try
        {
            if (!_isOpen && _time.GetElapsedTime(_closedAt) < _pause)
                return false;
            if (!_isOpen)
                Open();
            if (!_isStarted)
                Start();
            return Take();
        }
        catch (IOException error)
        {
            Lose(error);
            return false;
        }
    }

    private void Open()
    {
        var format = _device.Open(_sampleRate);
        if (format.Rate is < WavFormat.MinSampleRate or > WavFormat.MaxSampleRate || format.Channels is < 1 or > MostChannels)
        {
            _device.Close();
            throw new IOException(
                $"{Address}: gives {format.Rate} Hz and {format.Channels} channels, expected {WavFormat.MinSampleRate} to {WavFormat.MaxSampleRate} Hz and 1 to {MostChannels}");
        }

        // Nothing of before the gap belongs to what comes after it.
        if (_connections == 0 || format.Rate != Format.Rate)
            _resampler = new Resampler(format.Rate, _sampleRate);
        else
            _resampler.Reset();
        // A period at a time: a pipe behind libasound's file plugin gives no more than its writer wrote, and says it did.
        var frames = Math.Clamp(format.PeriodFrames, 1, MostFrames);
        if (_block.Length != frames || _frames.Length != frames * format.Channels)
            (_block, _frames) = (new short[frames], new short[frames * format.Channels]);
        _layout = new WavFormat(format.Channels, format.Rate, 16, IsFloat: false);
        (Format, _isOpen, _isStarted, _start, _end) = (format, true, false, 0, 0);
        Interlocked.Increment(ref _connections);
    }

    private void Start()
    {
        _device.Start();
        (_isStarted, _lastFrames) = (true, _time.GetTimestamp());
    }

    private bool Take()
    {
        var frames = _device.Read(_frames, DeadlineMilliseconds);
        if (frames == ICaptureDevice.Overrun)
        {
            Interlocked.Increment(ref _overruns);
            _device.Recover();
            return false;
        }

        if (frames == 0)
        {
            return _time.GetElapsedTime(_lastFrames) < LongestSilence ? false
                : throw new IOException($"{Address}: gave nothing for {LongestSilence.TotalSeconds:0} s");
        }

        FrameMixer.Mix(_layout, MemoryMarshal.AsBytes(_frames.AsSpan(0, frames * _layout.Channels)), _block.AsSpan(0, frames));
        (_start, _end, _lastFrames) = (0, frames, _time.GetTimestamp());
        (_hasFrames, _pause) = (true, FirstPause);
        return true;
    }

    private void Lose(IOException error)
    {
        _device.Close();
        // One that opens and gives nothing is no better than one that does not open.
        if (!_hasFrames)
            _pause = TimeSpan.FromTicks(Math.Min(2 * _pause.Ticks, LongestPause.Ticks));
        (_isOpen, _hasFrames, _closedAt, LastLoss) = (false, false, _time.GetTimestamp(), error.Message);
        Interlocked.Increment(ref _losses);
    }
}
