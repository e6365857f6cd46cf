using System.Runtime.InteropServices;

namespace EdgeSnn.Sensors.Audio.Capture;

/// <summary>
/// Direct capture through libasound: interleaved S16, periods of 10 ms, the library's own rate conversion off (it is linear;
/// <see cref="Resampler"/> is not). Everything is set explicitly and read back, for drivers round what they are asked for.
/// </summary>
public sealed class AlsaDevice : ICaptureDevice
{
    private const int PeriodsPerSecond = 100;

    // Longer than two periods: a read that takes longer is stuck in the library.
    private const int DisposeMilliseconds = 50;

    private readonly AlsaAddress _address;
    private readonly Lock _gate = new();
    private nint _pcm;
    private int _channels;
    private int _fault;
    private bool _isDisposed;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="address">The device and its buffer.</param>
    public AlsaDevice(AlsaAddress address) => _address = address;

    /// <inheritdoc/>
    public string Address => AlsaAddress.Scheme + _address.Device;

    /// <inheritdoc/>
    public CaptureFormat Open(int rate)
    {
        lock (_gate)
            return _isDisposed ? throw Closed() : OpenNow(rate);
    }

    private CaptureFormat OpenNow(int rate)
    {
        try
        {
            Alsa.Quiet();
            var error = Alsa.Open(out _pcm, _address.Device, Alsa.Capture, Alsa.NonBlocking);
            if (error < 0)
            {
                _pcm = 0;
                throw new IOException($"{Address}: {AlsaErrors.Advise(error)}");
            }

            var format = Configure(rate);
            SetThresholds(format);
            _channels = format.Channels;
            return format;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new IOException($"{Address}: libasound.so.2 is not installed (Debian: libasound2); ALSA is Linux's", error);
        }
        catch (IOException)
        {
            CloseNow();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Start()
    {
        lock (_gate)
            Check(Alsa.Start(Opened), "start");
    }

    /// <inheritdoc/>
    public int Read(Span<short> samples, int milliseconds)
    {
        int frames;
        lock (_gate)
        {
            frames = ReadNow(samples);
            if (frames == AlsaErrors.TryAgain)
            {
                var found = Alsa.Wait(_pcm, milliseconds);
                frames = found > 0 ? ReadNow(samples) : found;
            }
        }

        if (frames >= 0)
            return frames;
        _fault = frames;
        return AlsaErrors.Classify(frames) switch
        {
            AlsaFault.None => 0,
            AlsaFault.Overrun => ICaptureDevice.Overrun,
            _ => throw new IOException($"{Address}: read: {Alsa.Explain(frames)}"),
        };
    }

    /// <inheritdoc/>
    public void Recover()
    {
        lock (_gate)
        {
            Check(Alsa.Recover(Opened, _fault, 1), "recover");
            // A device that was suspended and resumed runs already.
            var error = Alsa.Start(_pcm);
            if (error != AlsaErrors.BadState)
                Check(error, "start");
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        lock (_gate)
            CloseNow();
    }

    /// <summary>
    /// Closes the device for good. Any thread: another may still be in a read, which the library does not survive; one that is stuck
    /// there ends with the program.
    /// </summary>
    public void Dispose()
    {
        if (!_gate.TryEnter(DisposeMilliseconds))
            return;
        try
        {
            _isDisposed = true;
            CloseNow();
        }
        finally
        {
            _gate.Exit();
        }
    }

    private nint Opened => _pcm != 0 ? _pcm : throw Closed();

    private IOException Closed() => new($"{Address}: is closed");

    private void CloseNow()
    {
        if (_pcm != 0)
            _ = Alsa.Close(_pcm);
        _pcm = 0;
    }

    private int ReadNow(Span<short> samples)
        => (int)Alsa.Read(Opened, ref MemoryMarshal.GetReference(samples), (nuint)(samples.Length / _channels));

    private CaptureFormat Configure(int wanted)
    {
        Check(Alsa.AllocateHardware(out var parameters), "hw_params_malloc");
        try
        {
            Check(Alsa.AnyHardware(_pcm, parameters), "hw_params_any");
            Check(Alsa.SetResampling(_pcm, parameters, 0), "rate_resample");
            Check(Alsa.SetAccess(_pcm, parameters, Alsa.Interleaved), "interleaved access");
            Check(Alsa.SetFormat(_pcm, parameters, Alsa.Signed16LittleEndian), "16-bit samples (plughw: converts, hw: does not)");
            var (rate, channels, direction) = ((uint)wanted, (uint)_address.Channels, 0);
            Check(Alsa.SetChannelsNear(_pcm, parameters, ref channels), "channels");
            Check(Alsa.SetRateNear(_pcm, parameters, ref rate, ref direction), "rate");
            var period = (nuint)Math.Max(1, rate / PeriodsPerSecond);
            Check(Alsa.SetPeriodNear(_pcm, parameters, ref period, ref direction), "period");
            var buffer = (nuint)((ulong)rate * (uint)_address.BufferMilliseconds / 1000);
            Check(Alsa.SetBufferNear(_pcm, parameters, ref buffer), "buffer");
            Check(Alsa.ApplyHardware(_pcm, parameters), "hw_params");
            return Obtained(parameters);
        }
        finally
        {
            Alsa.FreeHardware(parameters);
        }
    }

    private CaptureFormat Obtained(nint parameters)
    {
        Check(Alsa.GetFormat(parameters, out var format), "format");
        Check(Alsa.GetChannels(parameters, out var channels), "channels");
        Check(Alsa.GetRate(parameters, out var rate, out _), "rate");
        Check(Alsa.GetPeriod(parameters, out var period, out _), "period");
        Check(Alsa.GetBuffer(parameters, out var buffer), "buffer");
        return format == Alsa.Signed16LittleEndian
            ? new CaptureFormat((int)rate, (int)channels, (int)period, (int)buffer)
            : throw new IOException($"{Address}: sample format {format}, expected {Alsa.Signed16LittleEndian} (S16_LE)");
    }

    private void SetThresholds(CaptureFormat format)
    {
        Check(Alsa.AllocateSoftware(out var parameters), "sw_params_malloc");
        try
        {
            Check(Alsa.CurrentSoftware(_pcm, parameters), "sw_params_current");
            // The default start threshold of some set-ups is the whole buffer, at which a read never begins by itself.
            Check(Alsa.SetStartThreshold(_pcm, parameters, 1), "start threshold");
            Check(Alsa.SetStopThreshold(_pcm, parameters, (nuint)format.BufferFrames), "stop threshold");
            Check(Alsa.SetLeastAvailable(_pcm, parameters, (nuint)format.PeriodFrames), "avail_min");
            Check(Alsa.ApplySoftware(_pcm, parameters), "sw_params");
        }
        finally
        {
            Alsa.FreeSoftware(parameters);
        }
    }

    private void Check(int error, string what)
    {
        if (error < 0)
            throw new IOException($"{Address}: {what}: {Alsa.Explain(error)}");
    }
}
