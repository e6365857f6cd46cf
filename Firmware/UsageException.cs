namespace EdgeSnn.Firmware;

/// <summary>The command line asks for something that cannot be: exit code 2. The message is one line.</summary>
public sealed class UsageException : Exception
{
    /// <summary>States what is wrong and what is possible.</summary>
    public UsageException(string message) : base(message)
    {
    }
}
