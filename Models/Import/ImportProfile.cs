namespace EdgeSnn.Models.Import;

/// <summary>
/// What a NIR file does not say and a framework assumes: with it, the same file gives one behavior. Immutable; take one from
/// <see cref="ImportProfiles"/> and change single settings with <c>with</c>.
/// </summary>
public sealed record ImportProfile
{
    /// <summary>Name for <c>--from</c>, such as <c>snntorch</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Length of a tick in the file's own unit of time: dt [<see cref="TimeUnitSeconds"/>].</summary>
    public required double Dt { get; init; }

    /// <summary>What one unit of time in the file is: 1 for seconds, 1e-3 for milliseconds; 0 when the file counts steps, and a tick lasts <see cref="StepMicroseconds"/> [s].</summary>
    public double TimeUnitSeconds { get; init; } = 1;

    /// <summary>Length of a tick for files that count steps; also what the device runs at then [microseconds].</summary>
    public int StepMicroseconds { get; init; } = 1000;

    /// <summary>How a time constant becomes a decay per tick.</summary>
    public required Integrator Integrator { get; init; }

    /// <summary>How the time constant of a synaptic current becomes a decay; null for the same as <see cref="Integrator"/>.</summary>
    public Integrator? SynapseIntegrator { get; init; }

    /// <summary>What a spike does.</summary>
    public required ImportedReset Reset { get; init; }

    /// <summary>Most spikes of a neuron in one tick, 1 .. 255.</summary>
    public int MaxSpikesPerTick { get; init; } = 1;

    /// <summary>Ticks by which a spike leaves a neuron late, to recordings and forward edges alike [ticks].</summary>
    public int SpikeDelayTicks { get; init; }

    /// <summary>Ticks by which spikes and biases reach a synaptic current late; a recurrent spike is a tick late anyway [ticks].</summary>
    public int SynapseDelayTicks { get; init; }

    /// <summary>When the bias of a recurrent connection acts.</summary>
    public RecurrentBias RecurrentBias { get; init; }

    /// <summary>How r of IF and I is applied.</summary>
    public IntegratorGain IntegratorGain { get; init; }

    /// <summary>True when the file's r and w_in are ignored and taken as 1 after integration.</summary>
    public bool IgnoresGains { get; init; }

    /// <summary>With <see cref="IgnoresGains"/>: true when input is added to a synaptic current before the leak of its tick, and leaks with it.</summary>
    public bool InputLeaksAtOnce { get; init; }

    /// <summary>True when v_leak is added in every tick as it is, false when the potential is drawn towards it.</summary>
    public bool LeakIsBias { get; init; }

    /// <summary>True when a bias in front of a synaptic current acts on the membrane, as the current's steady state b / (1 - a).</summary>
    public bool CurrentBiasOnMembrane { get; init; }

    /// <summary>Steps from 0 to the largest weight into a population, to which the framework cuts all of them, such as 127; 0 keeps weights as they are.</summary>
    public int WeightLevels { get; init; }

    /// <summary>The r that the framework writes for a time constant tau and a step dt; null when any will do.</summary>
    internal Func<double, double, double>? Expects { get; init; }

    /// <summary>True when weights are stored (in, out) instead of (out, in).</summary>
    public bool Transposed { get; init; }

    /// <summary>Floor of IF neurons in units of their threshold, such as -1; NaN for none.</summary>
    public double IntegratorFloor { get; init; } = double.NaN;

    /// <summary>Floor of LIF and CubaLIF neurons in units of their threshold, such as 0; NaN for none.</summary>
    public double LeakyFloor { get; init; } = double.NaN;

    /// <summary>True when a neuron fires at its threshold, not only above it.</summary>
    public bool FiresAtThreshold { get; init; }
}
