namespace EdgeSnn.Sensors.Audio.Capture;

/// <summary>Error numbers of Linux as libasound returns them: negative.</summary>
internal static class AlsaErrors
{
    public const int NotPermitted = -1;
    public const int NoEntry = -2;
    public const int Interrupted = -4;
    public const int InputOutput = -5;
    public const int TryAgain = -11;
    public const int NoAccess = -13;
    public const int Busy = -16;
    public const int NoDevice = -19;
    public const int BadState = -77;
    public const int BrokenPipe = -32;
    public const int Suspended = -86;

    /// <summary>What a failed read or wait means.</summary>
    public static AlsaFault Classify(int error) => error switch
    {
        TryAgain or Interrupted => AlsaFault.None,
        BrokenPipe or Suspended => AlsaFault.Overrun,
        _ => AlsaFault.Gone,
    };

    /// <summary>What to do about a device that cannot be opened.</summary>
    public static string Advise(int error) => error switch
    {
        NoEntry or NoDevice => "no such device; 'edgesnn list --devices' shows those there are",
        Busy => "the device is in use by another program",
        NoAccess or NotPermitted => "no permission; the user must be in the group audio",
        _ => Alsa.Explain(error),
    };
}
