namespace EdgeSnn.Firmware.RealTime;

/// <summary>Causes of missed deadlines as reports and metrics name them.</summary>
internal static class CauseNames
{
    public static string Of(MissCause cause) => cause switch
    {
        MissCause.Collection => "gc",
        MissCause.Allocation => "alloc",
        MissCause.Lock => "lock",
        MissCause.Work => "work",
        MissCause.Preempted => "preempted",
        MissCause.PageFault => "page-fault",
        _ => "late-wakeup",
    };
}
