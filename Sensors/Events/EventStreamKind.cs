namespace EdgeSnn.Sensors.Events;

/// <summary>What the events of an <c>.es</c> stream are; the values are the format's own.</summary>
internal enum EventStreamKind : byte
{
    /// <summary>Bytes of the user's own meaning.</summary>
    Generic = 0,

    /// <summary>Changes of brightness.</summary>
    Dvs = 1,

    /// <summary>Changes of brightness and exposure measurements.</summary>
    Atis = 2,

    /// <summary>Colors.</summary>
    Color = 4,
}
