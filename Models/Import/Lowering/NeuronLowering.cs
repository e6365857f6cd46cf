using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>
/// Turns the differential equations of NIR's neurons (Pedersen et al. 2024, table 1) into the runtime's steps, as the profile
/// says: tau dv/dt = (v_leak - v) + R I and tau_syn dI/dt = -I + w_in S.
/// </summary>
internal sealed class NeuronLowering
{
    private readonly ImportProfile _profile;
    private readonly ImportLog _log;

    public NeuronLowering(ImportProfile profile, ImportLog log)
    {
        _profile = profile;
        _log = log;
    }

    /// <exception cref="ModelFormatException">A parameter makes no neuron, such as a negative time constant.</exception>
    public NeuronParameters Lower(FlatNode node) => node.Node.Type switch
    {
        NirType.LIF or NirType.LI => Leaky(node),
        NirType.CubaLIF or NirType.CubaLI => CurrentBased(node),
        NirType.IF => Firing(node, new NeuronParameters
        {
            Kind = NeuronKind.IntegrateAndFire,
            InputFactor = IntegratorGains.Of(node, _profile, _log),
        }, _profile.IntegratorFloor),
        NirType.I => new NeuronParameters
        {
            Kind = NeuronKind.LeakyIntegrator,
            InputFactor = IntegratorGains.Of(node, _profile, _log),
            MembraneDecay = [1],
        },
        _ => Comparator(node),
    };

    private static NeuronParameters Comparator(FlatNode node)
    {
        var integrates = node.Inputs is [var only] && SignalPaths.IsFused(only);
        return new NeuronParameters
        {
            Kind = integrates ? NeuronKind.IntegrateAndFire : NeuronKind.Lif,
            MembraneDecay = integrates ? [] : [0],
            Threshold = node.Parameters.PerElement("threshold", node.InShape),
            Reset = ResetMode.None,
        };
    }

    private NeuronParameters Leaky(FlatNode node)
    {
        var tau = TimeConstant(node, "tau");
        var gain = Array.ConvertAll(tau, Gain);
        var resistance = Resistance(node, tau);
        var neuron = new NeuronParameters
        {
            Kind = node.Node.Type == NirType.LI ? NeuronKind.LeakyIntegrator : NeuronKind.Lif,
            MembraneDecay = Array.ConvertAll(tau, Decay),
            InputFactor = _profile.IgnoresGains ? [1] : Product(gain, resistance),
            Bias = Leak(node, tau),
        };
        return node.Node.Type == NirType.LI ? neuron : Firing(node, neuron, _profile.LeakyFloor);
    }

    private NeuronParameters CurrentBased(FlatNode node)
    {
        var membrane = TimeConstant(node, "tau_mem");
        var synapse = TimeConstant(node, "tau_syn");
        var weight = node.Parameters.Has("w_in") ? node.Parameters.PerElement("w_in", node.InShape) : [1];
        if (_profile.IgnoresGains && weight.Any(w => w != 1))
            _log.Add(ImportRemarkKind.Contradiction, $"node \"{node.Path}\" has w_in = {NodeParameters.Text(weight[0])}; {_profile.Name} ignores it");
        var resistance = Resistance(node, membrane);
        var integrator = _profile.SynapseIntegrator ?? _profile.Integrator;
        var factor = _profile.IgnoresGains
            ? Array.ConvertAll(synapse, tau => _profile.InputLeaksAtOnce ? Decay(tau, integrator) : 1)
            : Product(Product(Array.ConvertAll(synapse, tau => Gain(tau, integrator)), weight), Product(Array.ConvertAll(membrane, Gain), resistance));
        var neuron = new NeuronParameters
        {
            Kind = node.Node.Type == NirType.CubaLI ? NeuronKind.CubaLeakyIntegrator : NeuronKind.CubaLif,
            MembraneDecay = Array.ConvertAll(membrane, Decay),
            SynapticDecay = Array.ConvertAll(synapse, tau => Decay(tau, integrator)),
            InputFactor = factor,
            Bias = Leak(node, membrane),
        };
        return node.Node.Type == NirType.CubaLI ? neuron : Firing(node, neuron, _profile.LeakyFloor);
    }

    private NeuronParameters Firing(FlatNode node, NeuronParameters neuron, double floor)
    {
        var threshold = node.Parameters.PerElement("v_threshold", node.InShape);
        var reset = node.Parameters.Has("v_reset") ? node.Parameters.PerElement("v_reset", node.InShape) : [0];
        var isToValue = _profile.Reset == ImportedReset.ToValue;
        if (!isToValue)
        {
            if (reset.Any(v => v != 0))
                _log.Add(ImportRemarkKind.Contradiction, $"node \"{node.Path}\" has v_reset = {NodeParameters.Text(reset.First(v => v != 0))}; {_profile.Name} subtracts the threshold");
            RequirePositive(node, "v_threshold", threshold, "above 0 where a spike subtracts it");
        }
        return neuron with
        {
            Threshold = threshold,
            Reset = _profile.Reset switch
            {
                ImportedReset.ToValue => ResetMode.ToValue,
                ImportedReset.Subtract => ResetMode.BySubtraction,
                _ => ResetMode.ByLateSubtraction,
            },
            ResetPotential = isToValue && reset.Any(v => v != 0) ? reset : [],
            Floor = double.IsNaN(floor) ? [] : Array.ConvertAll(threshold, t => t * floor),
        };
    }

    private double[] TimeConstant(FlatNode node, string name)
    {
        var tau = node.Parameters.PerElement(name, node.InShape);
        RequirePositive(node, name, tau, "a time constant above 0");
        var fastest = tau.Min();
        if (_profile.Dt > fastest)
        {
            _log.Add(
                ImportRemarkKind.Warning,
                $"node \"{node.Path}\" {name} = {NodeParameters.Text(fastest)} is shorter than a tick of {NodeParameters.Text(_profile.Dt)}"
                + (_profile.Integrator == Integrator.Euler ? "; its decay is taken as 0" : ""));
        }
        return tau;
    }

    private static void RequirePositive(FlatNode node, string name, double[] values, string expected)
    {
        for (var k = 0; k < values.Length; k++)
        {
            if (!(values[k] > 0))
                throw node.Refusal($"{name}[{k}]", NodeParameters.Text(values[k]), expected);
        }
    }

    private double Decay(double tau) => Decay(tau, _profile.Integrator);

    private double Decay(double tau, Integrator integrator) =>
        integrator == Integrator.Euler ? Math.Max(0, 1 - (_profile.Dt / tau)) : Math.Exp(-_profile.Dt / tau);

    private double Gain(double tau) => Gain(tau, _profile.Integrator);

    private double Gain(double tau, Integrator integrator) =>
        integrator == Integrator.Exponential ? 1 - Math.Exp(-_profile.Dt / tau) : _profile.Dt / tau;

    private double[] Resistance(FlatNode node, double[] tau)
    {
        var r = node.Parameters.PerElement("r", node.InShape);
        if (_profile.Expects is not { } expects)
            return r;
        var expected = expects(tau[0], _profile.Dt);
        if (Math.Abs(r[0] - expected) > 1e-3 * Math.Abs(expected))
        {
            _log.Add(
                ImportRemarkKind.Contradiction,
                $"node \"{node.Path}\" has r = {NodeParameters.Text(r[0])}; {_profile.Name} writes {NodeParameters.Text(expected)} for tau = {NodeParameters.Text(tau[0])} and dt = {NodeParameters.Text(_profile.Dt)}"
                + (_profile.IgnoresGains ? "; ignored all the same, --ignore-gains false applies it" : ""));
        }
        return r;
    }

    // v_leak enters as a constant input; with an exact step it pulls with 1 - a.
    private double[] Leak(FlatNode node, double[] tau) => _profile.LeakIsBias
        ? node.Parameters.PerElement("v_leak", node.InShape)
        : Product(node.Parameters.PerElement("v_leak", node.InShape), Array.ConvertAll(tau, t => 1 - Decay(t)));

    private static double[] Product(double[] a, double[] b)
    {
        var product = new double[Math.Max(a.Length, b.Length)];
        for (var k = 0; k < product.Length; k++)
            product[k] = a[a.Length == 1 ? 0 : k] * b[b.Length == 1 ? 0 : k];
        return product;
    }
}
