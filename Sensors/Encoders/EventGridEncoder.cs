using System.Numerics;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// Events of a camera to spikes: a grid of cells of <see cref="EventGridOptions.Pool"/> by Pool pixels over the middle of the
/// sensor, and in each tick of a cell c spikes for e events of a polarity, c = min(e, MaxPerTick). Channels last: cell (x, y)
/// and polarity p are channel (y * Width + x) * 2 + p with p = 1 for ON, or y * Width + x without polarities.
/// </summary>
/// <remarks>
/// Ticks end by the events' time. The first tick begins with the first event or time mark; an event at or past the end of a
/// tick completes it and is not consumed. After a silence longer than <see cref="LongestSilence"/> the ticks begin anew with
/// the next event, so that a jump of a clock costs one tick and not millions. Cost: some nanoseconds per event, and per tick
/// 1/64 step per channel and a step per spike.
/// </remarks>
public sealed class EventGridEncoder : IEncoder<DvsEvent>
{
    /// <summary>Longest silence that is stepped through tick by tick [microseconds].</summary>
    public const long LongestSilence = 60_000_000;

    // Far from the ends of 64 bits, so that the end of a tick never overflows: some 146,000 years.
    private const long LatestTime = 1L << 62;

    private readonly EventGridOptions _options;
    private readonly int _left;
    private readonly int _top;
    private readonly uint _coveredWidth;
    private readonly uint _coveredHeight;
    private readonly int _poolShift;
    private readonly byte[] _counts;
    private readonly ulong[] _active;
    private long _tickEnd;
    private bool _isStarted;

    /// <summary>Allocates the grid.</summary>
    /// <param name="options">Checked here; kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">A field of <paramref name="options"/> is out of range.</exception>
    public EventGridEncoder(EventGridOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _poolShift = BitOperations.Log2((uint)options.Pool);
        (_left, _coveredWidth) = Cover(options.Width * options.Pool, options.SensorWidth);
        (_top, _coveredHeight) = Cover(options.Height * options.Pool, options.SensorHeight);
        ChannelCount = options.Width * options.Height * options.PolarityChannels;
        _counts = new byte[ChannelCount];
        _active = new ulong[(ChannelCount + 63) / 64];
        Reset();
    }

    /// <summary>What the encoder was built from.</summary>
    public EventGridOptions Options => _options;

    /// <inheritdoc/>
    public int ChannelCount { get; }

    /// <inheritdoc/>
    public int SamplesPerTick => 0;

    /// <inheritdoc/>
    public int MostSpikesPerTick => ChannelCount * _options.MaxPerTick;

    /// <summary>Events on the grid, since construction or the last reset.</summary>
    public long Events { get; private set; }

    /// <summary>Events that brought no spike because their channel had its most in that tick.</summary>
    public long Merged { get; private set; }

    /// <summary>Events beside the grid, or at a time beyond the range of 2^62 us: dropped.</summary>
    public long OutOfRange { get; private set; }

    /// <summary>Events older than the tick they came in: taken in that tick.</summary>
    public long Late { get; private set; }

    /// <summary>Silences longer than <see cref="LongestSilence"/>, after which the ticks began anew.</summary>
    public long Jumps { get; private set; }

    /// <inheritdoc/>
    public int Encode(ReadOnlySpan<DvsEvent> samples, SpikeList spikes, out bool tickComplete)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        tickComplete = false;
        var taken = TakeTick(samples);
        while (taken < samples.Length && !tickComplete)
        {
            // Before the first tick there is none to complete.
            var completes = _isStarted;
            if (TryPassTickEnd(samples[taken].Microseconds))
                tickComplete = completes;
            else
                taken++;
            if (!tickComplete)
                taken += TakeTick(samples[taken..]);
        }

        if (tickComplete)
            Emit(spikes);
        return taken;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        Array.Clear(_counts);
        Array.Clear(_active);
        _tickEnd = long.MinValue;
        _isStarted = false;
        Events = Merged = OutOfRange = Late = Jumps = 0;
    }

    private static (int First, uint Covered) Cover(int cells, int sensor)
        => sensor == 0 ? (0, (uint)cells) : (Math.Max(0, (sensor - cells) / 2), (uint)Math.Min(sensor, cells));

    /// <summary>Counts the events before the end of the tick. One of the two loops here: once per event.</summary>
    /// <returns>How many there were.</returns>
    private int TakeTick(ReadOnlySpan<DvsEvent> events)
    {
        var counts = _counts;
        var active = _active;
        var end = _tickEnd;
        var start = end - _options.TickMicroseconds;
        var (left, top, width, height) = (_left, _top, _coveredWidth, _coveredHeight);
        var (shift, cells, most) = (_poolShift, _options.Width, _options.MaxPerTick);
        var (channels, polarities) = (_options.PolarityChannels, _options.PolarityChannels - 1);
        long onGrid = 0, beside = 0, merged = 0, late = 0;
        var taken = 0;
        for (; taken < events.Length; taken++)
        {
            ref readonly var one = ref events[taken];
            if (one.Microseconds >= end)
                break;
            var (x, y) = (one.X - left, one.Y - top);
            if ((uint)x >= width || (uint)y >= height)
            {
                beside += one.IsTimeMark ? 0 : 1;
                continue;
            }

            late += one.Microseconds < start ? 1 : 0;
            var channel = ((((y >> shift) * cells) + (x >> shift)) * channels) + (one.Polarity & polarities);
            int count = counts[channel];
            var room = count < most ? 1 : 0;
            counts[channel] = (byte)(count + room);
            active[channel >> 6] |= 1UL << channel;
            merged += 1 - room;
            onGrid++;
        }

        Events += onGrid;
        OutOfRange += beside;
        Merged += merged;
        Late += late;
        return taken;
    }

    /// <summary>Begins the tick after the one that an event at this time completes.</summary>
    /// <returns>False when there is no such time.</returns>
    private bool TryPassTickEnd(long microseconds)
    {
        if (microseconds > LatestTime)
        {
            OutOfRange++;
            return false;
        }

        var begins = microseconds;
        if (_isStarted)
        {
            // The event is not before the end, so the difference fits 64 bits without a sign.
            var isJump = (ulong)(microseconds - _tickEnd) > LongestSilence;
            Jumps += isJump ? 1 : 0;
            begins = isJump ? microseconds : _tickEnd;
        }

        _tickEnd = begins + _options.TickMicroseconds;
        _isStarted = true;
        return true;
    }

    /// <summary>The other loop: once per spike, and once per 64 channels. Leaves the counts at 0.</summary>
    private void Emit(SpikeList spikes)
    {
        var counts = _counts;
        spikes.Clear();
        for (var word = 0; word < _active.Length; word++)
        {
            var bits = _active[word];
            if (bits == 0)
                continue;
            _active[word] = 0;
            for (; bits != 0; bits &= bits - 1)
            {
                var channel = (word << 6) + BitOperations.TrailingZeroCount(bits);
                for (var left = counts[channel]; left > 0; left--)
                    spikes.Add(channel);
                counts[channel] = 0;
            }
        }
    }
}
