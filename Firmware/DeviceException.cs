namespace EdgeSnn.Firmware;

/// <summary>A pin, socket or sensor that cannot be had: exit code 4. The message is one line.</summary>
public sealed class DeviceException : Exception
{
    /// <summary>States what failed.</summary>
    public DeviceException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
