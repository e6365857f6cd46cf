using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What a run begins with.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Reread">Reads the configuration file again, under the same command line; null without a file.</param>
/// <param name="Model">The network as it is in its file.</param>
internal sealed record RunRequest(RunOptions Options, Func<RunOptions>? Reread, NetworkModel Model);
