namespace EdgeSnn.Models.Quantize;

/// <summary>How far one population in fixed point strays from double precision, over all recordings.</summary>
public sealed record PopulationFidelity
{
    /// <summary>Name of the population.</summary>
    public required string Name { get; init; }

    /// <summary>Fractional bits of its potentials.</summary>
    public required int FractionBits { get; init; }

    /// <summary>Root mean square difference of potentials, over neurons and ticks [potential].</summary>
    public required double PotentialRootMeanSquare { get; init; }

    /// <summary>Largest difference of potentials [potential].</summary>
    public required double PotentialLargest { get; init; }

    /// <summary>Largest magnitude of a fixed-point potential after a tick, as a share of the 32-bit range, 0 .. 1.</summary>
    public required double RangeUsed { get; init; }

    /// <summary>Largest magnitude of a fixed-point potential after a tick [potential].</summary>
    public required double Peak { get; init; }

    /// <summary>Bits, sign included, that this peak needs; 16 would do up to 16.</summary>
    public required int StateBits { get; init; }

    /// <summary>Potentials that stood at an end of the 32-bit range after a tick.</summary>
    public required long SaturatedPotentials { get; init; }

    /// <summary>Spikes in double precision.</summary>
    public required long ReferenceSpikes { get; init; }

    /// <summary>Spikes in fixed point.</summary>
    public required long FixedPointSpikes { get; init; }

    /// <summary>Spikes of the same neuron in the same tick on both sides.</summary>
    public required long CoincidentSpikes { get; init; }

    /// <summary>Cosine between the spike counts per neuron of both sides; 1 when neither spikes.</summary>
    public required double CountCosine { get; init; }

    /// <summary>First tick of any recording in which the spikes differ, or -1 [ticks].</summary>
    public required int FirstDifferentTick { get; init; }

    /// <summary>A neuron that spiked on one side only in that tick, or -1.</summary>
    public required int FirstDifferentNeuron { get; init; }

    /// <summary>Spikes per neuron, of at most some hundred neurons that spiked, evenly chosen.</summary>
    public required IReadOnlyList<NeuronRate> Rates { get; init; }

    /// <summary>Share of spikes that coincide, 2 c / (a + b); 1 when neither side spikes.</summary>
    public double Coincidence =>
        ReferenceSpikes + FixedPointSpikes == 0 ? 1 : 2.0 * CoincidentSpikes / (ReferenceSpikes + FixedPointSpikes);
}
