using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware;

/// <summary>
/// The outputs of a run, each in its lane. The network thread writes to the lanes of the moment; one other thread may
/// exchange them while it does.
/// </summary>
internal sealed class OutputHub : IDisposable
{
    private readonly string[] _labels;
    private readonly DeviceOptions _options;
    private readonly AutoResetEvent _changed = new(false);
    private readonly Lock _exchange = new();
    private volatile OutputLane[] _past = [];
    private volatile OutputLane[] _lanes;
    private volatile bool _isComplete;

    public OutputHub(string[] labels, IReadOnlyList<IOutput> outputs, DeviceOptions options)
    {
        _labels = labels;
        _options = options;
        _lanes = [.. outputs.Select(CreateLane)];
    }

    /// <summary>
    /// True once nothing follows and every output is disposed: that there is none for a moment, while outputs are exchanged, is
    /// not the end.
    /// </summary>
    public bool IsOver => _isComplete && Array.TrueForAll(_lanes, lane => lane.IsOver);

    /// <summary>Addresses of the outputs of the moment.</summary>
    public IReadOnlyList<string> Addresses => [.. _lanes.Select(lane => lane.Address)];

    /// <summary>Decisions that found a ring full.</summary>
    public long Dropped => _past.Sum(lane => lane.Dropped) + _lanes.Sum(lane => lane.Dropped);

    /// <summary>What became of each output, those of the moment first.</summary>
    public IReadOnlyList<OutputReport> Reports => [.. _lanes.Select(lane => lane.Report), .. _past.Select(lane => lane.Report)];

    /// <summary>How many of the <see cref="Reports"/> are of the moment.</summary>
    public int Count => _lanes.Length;

    public void Start()
    {
        foreach (var lane in _lanes)
            lane.Start();
    }

    /// <summary>Network thread: hands a decision to every output, or counts it as dropped. Never waits.</summary>
    public void Write(in PendingDecision decision)
    {
        foreach (var lane in _lanes)
            lane.Write(decision);
    }

    /// <summary>Adds outputs; decisions go to them from now on.</summary>
    public void Add(IReadOnlyList<IOutput> outputs)
    {
        OutputLane[] added = [.. outputs.Select(CreateLane)];
        foreach (var lane in added)
            lane.Start();
        lock (_exchange)
        {
            _lanes = [.. _lanes, .. added];
            // The stream may have ended while they were opened.
            if (_isComplete)
            {
                foreach (var lane in added)
                    lane.Complete(hurries: true);
            }
        }
    }

    /// <summary>Takes outputs away and waits a moment until they are closed, with their pins in the safe state.</summary>
    public void Remove(IReadOnlyList<string> addresses, int milliseconds)
    {
        OutputLane[] removed;
        lock (_exchange)
        {
            removed = Array.FindAll(_lanes, lane => addresses.Contains(lane.Address));
            _past = [.. _past, .. removed];
            _lanes = Array.FindAll(_lanes, lane => !addresses.Contains(lane.Address));
        }

        foreach (var lane in removed)
            lane.Complete(hurries: true);
        var end = Environment.TickCount64 + milliseconds;
        while (!Array.TrueForAll(removed, lane => lane.IsOver) && Environment.TickCount64 < end)
            _changed.WaitOne(1);
    }

    /// <summary>Nothing will follow.</summary>
    /// <param name="hurries">True when pulses are to be ended, not to be finished.</param>
    public void Complete(bool hurries)
    {
        bool isFirst;
        lock (_exchange)
        {
            (isFirst, _isComplete) = (!_isComplete, true);
            foreach (var lane in _lanes)
                lane.Complete(hurries);
        }

        // The first time only: after a stop this is said again and again, and whoever waits would spin.
        if (isFirst)
            Wake();
    }

    /// <summary>Sleeps until an output is closed, or <see cref="Wake"/>.</summary>
    public void WaitForChange(int milliseconds) => _changed.WaitOne(milliseconds);

    /// <summary>Ends <see cref="WaitForChange"/>.</summary>
    public void Wake()
    {
        try
        {
            _changed.Set();
        }
        catch (ObjectDisposedException)
        {
            // The last to end, after the run was left.
        }
    }

    public void Dispose()
    {
        foreach (var lane in _lanes.Concat(_past))
            lane.Dispose();
        // A lane that still blocks may yet say that it ended.
        if (Array.TrueForAll(_lanes, lane => lane.IsOver) && Array.TrueForAll(_past, lane => lane.IsOver))
            _changed.Dispose();
    }

    private OutputLane CreateLane(IOutput output) => new(output, _labels, _options, Wake);
}
