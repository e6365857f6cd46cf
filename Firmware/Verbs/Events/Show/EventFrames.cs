using EdgeSnn.Firmware.Pictures;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Verbs.Events.Show;

/// <summary>Reads a recording a second time, frame by frame.</summary>
internal sealed class EventFrames(ShowOptions options, EventScan scan, PlayPlan plan)
{
    /// <summary>Frames given so far.</summary>
    public int Next { get; private set; }

    /// <summary>Gives every frame of the plan, also those without events.</summary>
    /// <param name="terminal">Its stop ends it early.</param>
    /// <param name="show">Takes the counts, valid during the call, and the frame's number.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Read(Terminal terminal, Action<EventCounts, int> show)
    {
        var counts = new EventCounts(SizeOf(scan));
        new EventScan(options).Read(terminal, events =>
        {
            while (!events.IsEmpty)
            {
                var count = 0;
                while (count < events.Length && plan.FrameOf(events[count].Microseconds - scan.Curve.Start) <= Next)
                    count++;
                counts.Add(events[..count]);
                events = events[count..];
                if (!events.IsEmpty)
                    Give();
            }
        });
        while (Next < plan.Frames)
            Give();

        void Give()
        {
            terminal.Stop.ThrowIfCancellationRequested();
            show(counts, Next++);
            counts.Clear();
        }
    }

    // A sensor of unknown size is as large as its events showed.
    private static EventGeometry SizeOf(EventScan scan) => scan.Geometry != default ? scan.Geometry : scan.Counts.Extent;
}
