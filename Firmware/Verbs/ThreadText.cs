namespace EdgeSnn.Firmware.Verbs;

/// <summary>What became of a wish for threads.</summary>
internal static class ThreadText
{
    /// <summary>In a sentence.</summary>
    /// <param name="network">The network.</param>
    /// <param name="wanted">Threads asked for.</param>
    /// <param name="used">Threads that step it.</param>
    public static string Of(string network, int wanted, int used)
    {
        if (used == 1)
            return $"{network} runs on one thread: no population of it is large enough to be divided";
        var many = used > Environment.ProcessorCount ? $"; more than the {Environment.ProcessorCount} processors here, which is never faster" : "";
        return used < wanted
            ? $"{network} runs on {used} of {wanted} threads: its populations are too small for more{many}"
            : $"{network} runs on {used} threads{many}";
    }
}
