namespace EdgeSnn.Firmware.Supervision;

/// <summary>
/// A hang-up signal on its way to the run. A run that can read its configuration again listens for it; for anything else a
/// hang-up is the end, as everywhere.
/// </summary>
public sealed class ReloadRequest
{
    private volatile bool _isHeard;
    private int _isRaised;

    /// <summary>From now on a hang-up is a request.</summary>
    public void Listen() => _isHeard = true;

    /// <summary>From now on a hang-up is the end.</summary>
    public void Ignore() => _isHeard = false;

    /// <summary>Signal handler: asks for a reload.</summary>
    /// <returns>False when nobody listens.</returns>
    public bool TryRaise()
    {
        if (_isHeard)
            Interlocked.Exchange(ref _isRaised, 1);
        return _isHeard;
    }

    /// <summary>The run: takes a request, if there was one.</summary>
    public bool Take() => Interlocked.Exchange(ref _isRaised, 0) == 1;
}
