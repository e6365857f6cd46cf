namespace EdgeSnn.Models.Import.Lowering;

/// <summary>The gain of IF and I, whose files differ in whether r contains the time step.</summary>
internal static class IntegratorGains
{
    /// <summary>Gain per element of the node's signal, or one for all.</summary>
    public static double[] Of(FlatNode node, ImportProfile profile, ImportLog log)
    {
        var r = node.Parameters.PerElement("r", node.InShape);
        if (profile.IgnoresGains)
            return [1];
        var timesDt = profile.IntegratorGain switch
        {
            IntegratorGain.PerTick => false,
            IntegratorGain.TimesDt => true,
            _ => Array.TrueForAll(r, v => Math.Abs((v * profile.Dt) - 1) < 1e-3),
        };
        var gains = timesDt ? Array.ConvertAll(r, v => v * profile.Dt) : r;
        log.Add(
            ImportRemarkKind.Assumption,
            timesDt ? "integrate-and-fire: v += dt r x in a tick" : "integrate-and-fire: v += r x in a tick");
        if (gains.Any(g => g != 1 && Math.Abs(g - 1) > 1e-3) && profile.IntegratorGain != IntegratorGain.PerTick)
        {
            log.Add(
                ImportRemarkKind.Contradiction,
                $"node \"{node.Path}\" has r = {NodeParameters.Text(r[0])}: neither r nor r dt is 1; --if-gain chooses");
        }
        return gains;
    }
}
