using System.Buffers.Binary;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Live;
using EdgeSnn.Sensors.Gpio;

namespace EdgeSnn.Tests.Sensors.Gpio;

/// <summary>Edges as the kernel records them, and lines that give what a test says.</summary>
internal sealed class EdgeRecords(GpioInputAddress address) : IEventLink
{
    private readonly Queue<byte[]> _records = [];
    private uint _sequence;

    public string Address => "gpio:test";

    public bool IsOpen { get; private set; }

    public bool FailsToOpen { get; set; }

    public bool IsGone { get; set; }

    public int Opens { get; private set; }

    /// <summary>What a wait without an edge does, as letting time pass.</summary>
    public Action OnSilence { get; set; } = () => { };

    /// <summary>One record.</summary>
    public static byte[] Record(long microseconds, int line, bool rises, uint sequence)
    {
        var record = new byte[GpioInputAddress.EdgeBytes];
        BinaryPrimitives.WriteInt64LittleEndian(record, microseconds * 1000);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(8), rises ? 1 : 2);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(12), line);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(16), sequence);
        return record;
    }

    public void Add(long microseconds, int line, bool rises = true) => _records.Enqueue(Record(microseconds, line, rises, ++_sequence));

    public void Open()
    {
        Opens++;
        if (FailsToOpen)
            throw new IOException("gpio: line 22 of /dev/gpiochip0 is in use by 'blinker'");
        IsOpen = true;
    }

    public IEventDecoder CreateDecoder() => new GpioEdgeDecoder(address.Lines);

    public int Receive(Span<byte> buffer, TimeSpan wait)
    {
        Assert.True(IsOpen);
        if (IsGone)
            throw new IOException("gone");
        if (!_records.TryDequeue(out var record))
        {
            OnSilence();
            return 0;
        }

        record.CopyTo(buffer);
        return record.Length;
    }

    public void Close() => IsOpen = false;

    public void Dispose() => Close();
}
