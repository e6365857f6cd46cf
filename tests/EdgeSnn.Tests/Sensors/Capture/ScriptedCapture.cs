using EdgeSnn.Sensors.Audio.Capture;

namespace EdgeSnn.Tests.Sensors.Capture;

/// <summary>A capture device that does what a script says, one line per call of <see cref="Read"/>.</summary>
internal sealed class ScriptedCapture : ICaptureDevice
{
    private readonly Queue<object> _script = [];
    private short[] _rest = [];
    private bool _needsRecovery;

    /// <summary>What <see cref="Open"/> gives.</summary>
    public CaptureFormat Format { get; set; } = new(16_000, 1, 160, 8_000);

    /// <summary>Opens that fail from now on.</summary>
    public int FailingOpens { get; set; }

    public bool FailsToRecover { get; set; }

    public int Opens { get; private set; }

    public int Recoveries { get; private set; }

    public bool IsOpen { get; private set; }

    public bool IsRunning { get; private set; }

    public bool IsDisposed { get; private set; }

    public int RateWanted { get; private set; }

    public string Address => "fake:mic";

    /// <summary>Frames to give, whole.</summary>
    public ScriptedCapture Give(params short[] samples) => Add(samples);

    public ScriptedCapture Nothing() => Add(0);

    public ScriptedCapture Overrun() => Add(ICaptureDevice.Overrun);

    public ScriptedCapture Lose(string why) => Add(new IOException(why));

    public CaptureFormat Open(int rate)
    {
        Assert.False(IsOpen, "opened twice");
        (RateWanted, Opens) = (rate, Opens + 1);
        if (FailingOpens-- > 0)
            throw new IOException("no such device");
        IsOpen = true;
        return Format;
    }

    public void Start()
    {
        Assert.True(IsOpen && !IsRunning);
        IsRunning = true;
    }

    public int Read(Span<short> samples, int milliseconds)
    {
        Assert.True(IsRunning && !_needsRecovery, "read without a start or a recovery");
        if (_rest.Length == 0 && _script.TryDequeue(out var step))
        {
            if (step is IOException error)
                throw error;
            if (step is int code)
            {
                _needsRecovery = code == ICaptureDevice.Overrun;
                return code;
            }

            _rest = (short[])step;
        }

        var count = Math.Min(_rest.Length, samples.Length) / Format.Channels * Format.Channels;
        _rest.AsSpan(0, count).CopyTo(samples);
        _rest = count == _rest.Length ? [] : _rest[count..];
        return count / Format.Channels;
    }

    public void Recover()
    {
        Recoveries++;
        if (FailsToRecover)
            throw new IOException("cannot recover");
        _needsRecovery = false;
    }

    public void Close() => (IsOpen, IsRunning, _needsRecovery) = (false, false, false);

    public void Dispose()
    {
        Close();
        IsDisposed = true;
    }

    private ScriptedCapture Add(object step)
    {
        _script.Enqueue(step);
        return this;
    }
}
