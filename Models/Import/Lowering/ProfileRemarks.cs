using EdgeSnn.Models.Import.Nir;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>One line per thing that a profile assumes and that matters for the graph at hand.</summary>
internal static class ProfileRemarks
{
    public static void Add(ImportProfile profile, FlatGraph graph, ImportLog log)
    {
        Assume(profile.TimeUnitSeconds > 0
            ? $"dt = {NodeParameters.Text(profile.Dt)} in the file's unit of {NodeParameters.Text(profile.TimeUnitSeconds)} s"
            : $"the file counts steps: dt = {NodeParameters.Text(profile.Dt)}, one tick lasts {profile.StepMicroseconds} us");
        if (Has(graph, NirType.LIF, NirType.LI, NirType.CubaLIF, NirType.CubaLI))
        {
            Assume(profile.Integrator switch
            {
                Integrator.Euler => "Euler: decay 1 - dt / tau, gain dt / tau",
                Integrator.Exponential => "exact step: decay exp(-dt / tau), gain 1 - exp(-dt / tau)",
                _ => "decay exp(-dt / tau), gain dt / tau",
            });
            if (Has(graph, NirType.CubaLIF, NirType.CubaLI))
                AssumeSynapse(profile, Assume);
            if (profile.LeakIsBias)
                Assume("v_leak is added in every tick as it is");
            if (profile.IgnoresGains)
                Assume("r and w_in are ignored: input is added as it is" + (profile.InputLeaksAtOnce ? ", and leaks in the same tick" : ""));
        }
        AddOtherStep(profile, graph, log);
        if (!Has(graph, NirType.LIF, NirType.IF, NirType.CubaLIF))
            return;
        Assume(profile.Reset switch
        {
            ImportedReset.ToValue => "a spike resets the potential to v_reset (0 where the file has none)",
            ImportedReset.Subtract => "a spike takes the threshold off the potential",
            _ => "the tick after a spike takes the threshold off the potential",
        });
        if (profile.Reset == ImportedReset.Subtract && profile.MaxSpikesPerTick > 1)
            Assume($"up to {profile.MaxSpikesPerTick} spikes of a neuron in one tick");
        else
            Assume(profile.FiresAtThreshold ? "fires at v >= v_threshold" : "fires at v > v_threshold");
        if (profile.SpikeDelayTicks > 0)
            Assume($"spikes are recorded and sent on {profile.SpikeDelayTicks} tick late");
        if (!double.IsNaN(profile.IntegratorFloor) && Has(graph, NirType.IF))
            Assume($"IF neurons do not fall below {NodeParameters.Text(profile.IntegratorFloor)} thresholds");
        if (!double.IsNaN(profile.LeakyFloor) && Has(graph, NirType.LIF, NirType.CubaLIF))
            Assume($"LIF and CubaLIF neurons do not fall below {NodeParameters.Text(profile.LeakyFloor)} thresholds");
        if (Has(graph, NirType.Affine))
        {
            Assume("the bias of a recurrent connection " + profile.RecurrentBias switch
            {
                RecurrentBias.FirstTick => "acts from the first tick on",
                RecurrentBias.SecondTick => "acts from the second tick on",
                _ => "is dropped",
            });
        }
        if (profile.CurrentBiasOnMembrane)
            Assume("a bias in front of a synaptic current acts on the membrane as b / (1 - a)");
        if (profile.WeightLevels > 0)
            Assume($"weights into a population are cut to multiples of its largest / {profile.WeightLevels}");

        void Assume(string text) => log.Add(ImportRemarkKind.Assumption, text);
    }

    private static void AssumeSynapse(ImportProfile profile, Action<string> assume)
    {
        if (profile.SynapseIntegrator is { } integrator && integrator != profile.Integrator)
        {
            assume("synaptic currents: " + (integrator == Integrator.Euler ? "Euler" : "exact step")
                + ", unlike membranes");
        }
        if (profile.SynapseDelayTicks > 0)
            assume($"synaptic currents see spikes and biases {profile.SynapseDelayTicks} tick late");
    }

    // snnTorch and those who follow it write r = tau / dt: the file then says its step after all.
    private static void AddOtherStep(ImportProfile profile, FlatGraph graph, ImportLog log)
    {
        var leaky = graph.Nodes.FirstOrDefault(n => n.Node.Type is NirType.LIF or NirType.LI or NirType.CubaLIF or NirType.CubaLI);
        if (leaky is null)
            return;
        var name = leaky.Node.Type is NirType.LIF or NirType.LI ? "tau" : "tau_mem";
        if (!leaky.Parameters.Has(name) || !leaky.Parameters.Has("r"))
            return;
        var step = leaky.Parameters.Array(name).Values[0] / leaky.Parameters.Array("r").Values[0];
        if (Math.Abs(step - ImportProfiles.SnnTorch.Dt) > 1e-3 * step || Math.Abs(step - profile.Dt) <= 1e-3 * step)
            return;
        log.Add(
            ImportRemarkKind.Contradiction,
            $"node \"{leaky.Path}\" has r = tau / {NodeParameters.Text(step)}: written for ticks of that length in seconds, not of {NodeParameters.Text(profile.Dt)}; --dt {NodeParameters.Text(step)} --time-unit s");
    }

    private static bool Has(FlatGraph graph, params NirType[] types) => graph.Nodes.Any(n => types.Contains(n.Node.Type));
}
