using EdgeSnn.Models.Import.Nir;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>
/// Guesses which framework wrote a file from what exporters leave behind: the relation of r, tau and dt, and the unit of tau.
/// </summary>
internal static class ProfileGuess
{
    private const double Close = 1e-3;

    /// <summary>The likeliest profile; says why.</summary>
    public static ImportProfile Of(FlatGraph graph, ImportLog log)
    {
        var (profile, reason) = Find(graph);
        log.Add(ImportRemarkKind.Guess, $"taken for a file of {profile.Name}: {reason}; --from chooses");
        return profile;
    }

    private static (ImportProfile Profile, string Reason) Find(FlatGraph graph)
    {
        var leaky = graph.Nodes.FirstOrDefault(n => n.Node.Type is NirType.LIF or NirType.LI or NirType.CubaLIF or NirType.CubaLI);
        if (leaky is null)
            return WithoutLeak(graph);
        var tau = First(leaky, leaky.Node.Type is NirType.LIF or NirType.LI ? "tau" : "tau_mem");
        var r = First(leaky, "r");
        if (Near(r, tau / ImportProfiles.SnnTorch.Dt))
            return (ImportProfiles.SnnTorch, $"r = tau / 1e-4 in \"{leaky.Path}\"");
        foreach (var dt in (double[])[1e-3, 1e-4, 1])
        {
            if (Near(r, tau * Math.Exp(-dt / tau) / dt))
                return (ImportProfiles.Rockpool with { Dt = dt, TimeUnitSeconds = dt == 1 ? 0 : 1 }, $"r = tau exp(-dt / tau) / dt with dt = {NodeParameters.Text(dt)} in \"{leaky.Path}\"");
        }
        if (Near(r, 1 - (1 / tau)))
            return (ImportProfiles.Spyx, $"r = 1 - 1 / tau in \"{leaky.Path}\"");
        if (tau is >= 1 or <= 0)
            return (tau <= 0 ? ImportProfiles.Spyx : ImportProfiles.Sinabs, $"tau = {NodeParameters.Text(tau)} counts steps in \"{leaky.Path}\"");
        return (ImportProfiles.Norse, $"tau = {NodeParameters.Text(tau)} s and r = {NodeParameters.Text(r)} in \"{leaky.Path}\"");
    }

    private static (ImportProfile Profile, string Reason) WithoutLeak(FlatGraph graph)
    {
        var node = graph.Nodes.FirstOrDefault(n => n.Node.Type is NirType.IF or NirType.I);
        if (node is null)
            return (ImportProfiles.Norse, "no neuron tells otherwise");
        var r = First(node, "r");
        return r > 10
            ? (ImportProfiles.SpikingJelly with { Dt = 1 / r }, $"r = {NodeParameters.Text(r)} looks like 1 / dt in \"{node.Path}\"")
            : (ImportProfiles.Sinabs, $"integrate-and-fire with r = {NodeParameters.Text(r)} in \"{node.Path}\"");
    }

    private static double First(FlatNode node, string name) =>
        node.Parameters.Has(name) && node.Parameters.Array(name).Values is [var first, ..] ? first : double.NaN;

    private static bool Near(double a, double b) => Math.Abs(a - b) <= Close * Math.Abs(b);
}
