namespace EdgeSnn.Firmware.Supervision;

/// <summary>How urgent a line of the log is: the numbers of syslog(3).</summary>
internal enum LogPriority
{
    Error = 3,
    Warning = 4,
    Notice = 5,
    Info = 6,
}
