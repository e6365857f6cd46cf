using EdgeSnn.Firmware.RealTime;

namespace EdgeSnn.Firmware.Verbs.Doctor;

/// <summary>What <c>edgesnn doctor</c> found.</summary>
/// <param name="Findings">What the machine is and grants, in the order of the text.</param>
/// <param name="Jitter">Wake-ups under the usual scheduling, and under SCHED_FIFO.</param>
/// <param name="Advice">What would help, with the command or the line of configuration that does it.</param>
internal sealed record DoctorReport(IReadOnlyList<Finding> Findings, IReadOnlyList<JitterMeasurement> Jitter, IReadOnlyList<string> Advice);
