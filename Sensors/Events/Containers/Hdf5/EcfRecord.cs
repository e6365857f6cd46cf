using System.Runtime.InteropServices;

namespace EdgeSnn.Sensors.Events.Containers.Hdf5;

/// <summary>An event of <c>/CD/events</c>, as Prophesee lays it out; 16 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct EcfRecord
{
    /// <summary>Length of a record [bytes].</summary>
    public const int Bytes = 16;

    /// <summary>Column [pixels].</summary>
    [FieldOffset(0)]
    public ushort X;

    /// <summary>Row [pixels].</summary>
    [FieldOffset(2)]
    public ushort Y;

    /// <summary>1 for ON, 0 for OFF.</summary>
    [FieldOffset(4)]
    public short Polarity;

    /// <summary>Time [microseconds].</summary>
    [FieldOffset(8)]
    public long Time;
}
