using EdgeSnn.Runtime.Neurons;

namespace EdgeSnn.Runtime;

/// <summary>A neuron model in the catalog.</summary>
public sealed record NeuronModelEntry
{
    private NeuronModelEntry(
        string name, string description, NeuronKind kind, NeuronTraits traits, Func<PopulationPlan, Arena, Population> plan)
    {
        Name = name;
        Description = description;
        Kind = kind;
        Traits = traits;
        Plan = plan;
    }

    /// <summary>Name on the command line, as in <c>cuba-lif</c>.</summary>
    public string Name { get; }

    /// <summary>What it is, in one line.</summary>
    public string Description { get; }

    /// <summary>Its number in files.</summary>
    public NeuronKind Kind { get; }

    /// <summary>Which parameters a population of this kind carries.</summary>
    internal NeuronTraits Traits { get; }

    /// <summary>Reserves a population of this kind.</summary>
    internal Func<PopulationPlan, Arena, Population> Plan { get; }

    /// <summary>An entry for a neuron model.</summary>
    internal static NeuronModelEntry Of<TNeuron>(string name, NeuronKind kind, string description)
        where TNeuron : struct, INeuron =>
        new(name, description, kind, TNeuron.Traits, static (plan, arena) => new Population<TNeuron>(plan, arena));
}
