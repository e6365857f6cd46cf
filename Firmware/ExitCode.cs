namespace EdgeSnn.Firmware;

/// <summary>What the program returns to the shell.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A comparison found a difference.</summary>
    public const int Different = 1;

    public const int Usage = 2;
    public const int BadFile = 3;
    public const int Device = 4;
}
