namespace EdgeSnn.Models.Import;

/// <summary>
/// The frameworks whose files are known, as a literal list: what each one's own NIR import and simulation step assume. None
/// of it is in a file.
/// </summary>
public static class ImportProfiles
{
    /// <summary>snnTorch exports with a fixed dt of 1e-4 s and r = tau / dt; its recurrent bias acts from the first step on.</summary>
    public static ImportProfile SnnTorch { get; } = new()
    {
        Name = "snntorch", Dt = 1e-4, Integrator = Integrator.Euler, Reset = ImportedReset.ToValue, Expects = static (tau, dt) => tau / dt,
    };

    /// <summary>Norse: seconds, r = 1; no recurrent input, bias included, in the first step.</summary>
    public static ImportProfile Norse { get; } = new()
    {
        Name = "norse", Dt = 1e-3, Integrator = Integrator.Euler, Reset = ImportedReset.ToValue, RecurrentBias = RecurrentBias.SecondTick,
        IntegratorGain = IntegratorGain.Guess, Expects = static (_, _) => 1,
    };

    /// <summary>Sinabs: time in steps, exact decay with the gain of Euler, several spikes per step by subtraction, IF bounded below at minus its threshold.</summary>
    public static ImportProfile Sinabs { get; } = new()
    {
        Name = "sinabs", Dt = 1, TimeUnitSeconds = 0, Integrator = Integrator.ExponentialUnnormalized, Reset = ImportedReset.Subtract,
        MaxSpikesPerTick = 255, IntegratorFloor = -1,
    };

    /// <summary>Spyx: tau = dt / (1 - beta) with dt 1; spikes are recorded and sent on one step late; r and w_in are ignored.</summary>
    public static ImportProfile Spyx { get; } = new()
    {
        Name = "spyx", Dt = 1, TimeUnitSeconds = 0, Integrator = Integrator.Euler, Reset = ImportedReset.Subtract, SpikeDelayTicks = 1,
        IgnoresGains = true, Expects = static (tau, dt) => 1 - (dt / tau),
    };

    /// <summary>
    /// Rockpool (LIFTorch): input leaks at once, exact decays, up to 31 spikes per step by subtraction, at the threshold; r, w_in
    /// and recurrent biases are ignored, v_leak is a bias.
    /// </summary>
    public static ImportProfile Rockpool { get; } = new()
    {
        Name = "rockpool", Dt = 1e-3, Integrator = Integrator.ExponentialUnnormalized, Reset = ImportedReset.Subtract, MaxSpikesPerTick = 31,
        IgnoresGains = true, InputLeaksAtOnce = true, FiresAtThreshold = true, RecurrentBias = RecurrentBias.Never, LeakIsBias = true,
        Expects = static (tau, dt) => tau * Math.Exp(-dt / tau) / dt,
    };

    /// <summary>SpikingJelly: seconds, IF with r = 1 / dt, hard reset, fires at its threshold.</summary>
    public static ImportProfile SpikingJelly { get; } = new()
    {
        Name = "spikingjelly", Dt = 1e-4, Integrator = Integrator.Euler, Reset = ImportedReset.ToValue, IntegratorGain = IntegratorGain.Guess,
        FiresAtThreshold = true,
    };

    /// <summary>Lava-DL (slayer, CUBA blocks): decays per step as Euler has them, reset to 0; the recurrent bias acts from the first step on.</summary>
    public static ImportProfile Lava { get; } = new()
    {
        Name = "lava", Dt = 1e-4, Integrator = Integrator.Euler, Reset = ImportedReset.ToValue, IntegratorGain = IntegratorGain.Guess,
    };

    /// <summary>
    /// Nengo: the LIF equation solved exactly within a step, reset to 0, no potential below 0; synapses are low-pass filters with the
    /// decay of Euler, and a step late.
    /// </summary>
    public static ImportProfile Nengo { get; } = new()
    {
        Name = "nengo", Dt = 1e-4, Integrator = Integrator.Exponential, Reset = ImportedReset.ToValue, IntegratorGain = IntegratorGain.Guess,
        SynapseIntegrator = Integrator.Euler, SynapseDelayTicks = 1, LeakyFloor = 0,
    };

    /// <summary>
    /// SpiNNaker2 (import only there): Euler; weights into a population cut to 8 bits of one scale; spikes reach synaptic currents a
    /// tick late, whereas their biases act on the membrane at once, as their steady state.
    /// </summary>
    public static ImportProfile SpiNNaker2 { get; } = new()
    {
        Name = "spinnaker2", Dt = 1e-4, Integrator = Integrator.Euler, Reset = ImportedReset.ToValue, CurrentBiasOnMembrane = true,
        SynapseDelayTicks = 1, WeightLevels = 127,
        IntegratorGain = IntegratorGain.Guess,
    };

    /// <summary>hxtorch and jaxsnn: milliseconds.</summary>
    public static ImportProfile HxTorch { get; } = new()
    {
        Name = "hxtorch", Dt = 1e-3, TimeUnitSeconds = 1e-3, Integrator = Integrator.Euler, Reset = ImportedReset.ToValue,
        IntegratorGain = IntegratorGain.Guess,
    };

    /// <summary>All profiles, by the names that <c>--from</c> takes.</summary>
    public static IReadOnlyList<ImportProfile> All { get; } =
        [SnnTorch, Norse, Sinabs, Spyx, Rockpool, SpikingJelly, Lava, Nengo, SpiNNaker2, HxTorch];
}
