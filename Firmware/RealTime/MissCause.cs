namespace EdgeSnn.Firmware.RealTime;

/// <summary>What made a tick miss its deadline. The first four are the program's own doing, the others the machine's.</summary>
public enum MissCause
{
    /// <summary>The garbage collector ran meanwhile.</summary>
    Collection,

    /// <summary>The network thread allocated.</summary>
    Allocation,

    /// <summary>A thread of the program waited for another's lock.</summary>
    Lock,

    /// <summary>The network thread had the processor for as long as a tick lasts: the network is too large.</summary>
    Work,

    /// <summary>The machine gave the processor to somebody else.</summary>
    Preempted,

    /// <summary>A page of memory had to be read from disk.</summary>
    PageFault,

    /// <summary>The thread, or the sensor's, was woken late or not run, and nothing of the above was.</summary>
    Wakeup,
}
