using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Models.Format;

/// <summary>All populations; every parameter array as its length (0, 1 or the population's size) and its values.</summary>
internal static class PopulationSection
{
    // Name, size, kind, fraction bits, six empty arrays, reset mode, reset potential, refractory ticks.
    private const int SmallestPopulation = 13;

    public static void Write(SectionWriter to, PopulationModel[] populations)
    {
        to.Count(populations.Length);
        foreach (var population in populations)
            Write(to, population);
    }

    public static PopulationModel[] Read(ref SectionReader from, int version)
    {
        var populations = new PopulationModel[from.Count("count", FileFormat.MaxItems, SmallestPopulation)];
        var neurons = 0L;
        for (var i = 0; i < populations.Length; i++)
        {
            from.Item("populations", i);
            populations[i] = ReadOne(ref from, version);
            neurons += populations[i].Size;
            if (neurons > FileFormat.MaxNeurons)
                from.Fail("size", $"{neurons} neurons so far", $"at most {FileFormat.MaxNeurons} in all");
        }
        return populations;
    }

    private static void Write(SectionWriter to, PopulationModel population)
    {
        to.Text(population.Name);
        to.Count(population.Size);
        to.Byte((int)population.Kind);
        to.Byte(population.FractionBits);
        WriteDecays(to, population.MembraneDecay);
        WriteDecays(to, population.SynapticDecay);
        WritePotentials(to, population.Threshold);
        WritePotentials(to, population.Bias);
        to.Byte((int)population.Reset);
        WritePotentials(to, population.ResetPotential);
        to.Count(population.RefractoryTicks);
        WriteDecays(to, population.AdaptationDecay);
        WritePotentials(to, population.AdaptationStep);
        to.Count(population.Shape.Length);
        foreach (var length in population.Shape)
            to.Count(length);
        WritePotentials(to, population.InitialPotential);
        WritePotentials(to, population.Floor);
        to.Byte(population.MaxSpikesPerTick);
    }

    private static PopulationModel ReadOne(ref SectionReader from, int version)
    {
        var first = ReadFirst(ref from, version);
        if (version == FileFormat.FirstVersion)
            return first;
        return first with
        {
            Shape = ReadShape(ref from, first.Size),
            InitialPotential = ReadPotentials(ref from, "initial potential", first.Size),
            Floor = ReadPotentials(ref from, "floor", first.Size),
            MaxSpikesPerTick = from.Byte("most spikes per tick"),
        };
    }

    private static int[] ReadShape(ref SectionReader from, int size)
    {
        var shape = new int[from.Count("shape", 3)];
        for (var axis = 0; axis < shape.Length; axis++)
            shape[axis] = from.Bounded("shape", 1, size);
        return shape;
    }

    /// <summary>The fields that both versions have.</summary>
    private static PopulationModel ReadFirst(ref SectionReader from, int version)
    {
        var name = from.Text("name", FileFormat.MaxNameBytes);
        var size = from.Bounded("size", 1, FileFormat.MaxNeurons);
        var population = new PopulationModel
        {
            Name = name,
            Size = size,
            Kind = (NeuronKind)from.Choice("kind", (int)NeuronKind.ShiftLeakyIntegrator),
            FractionBits = from.Choice("fraction bits", 24),
            MembraneDecay = ReadDecays(ref from, "membrane decay", size),
            SynapticDecay = ReadDecays(ref from, "synaptic decay", size),
            Threshold = ReadPotentials(ref from, "threshold", size),
            Bias = ReadPotentials(ref from, "bias", size),
            Reset = (ResetMode)from.Choice("reset", (int)(version == FileFormat.FirstVersion ? ResetMode.BySubtraction : ResetMode.ByLateSubtraction)),
        };
        return population with
        {
            ResetPotential = version == FileFormat.FirstVersion
                ? ReadResetPotential(ref from, population)
                : ReadPotentials(ref from, "reset potential", size),
            RefractoryTicks = from.Bounded("refractory ticks", 0, ushort.MaxValue),
            AdaptationDecay = ReadDecays(ref from, "adaptation decay", size),
            AdaptationStep = ReadPotentials(ref from, "adaptation step", size),
        };
    }

    // Version 1 has one value for every kind and reset; where it is 0 or without effect, the same as none.
    private static Potential[] ReadResetPotential(ref SectionReader from, PopulationModel population)
    {
        var raw = from.Signed("reset potential");
        return raw == 0 || population.Threshold.Length == 0 || population.Reset != ResetMode.ToValue ? [] : [Potential.FromRaw(raw)];
    }

    private static void WriteDecays(SectionWriter to, Decay[] decays)
    {
        to.Count(decays.Length);
        foreach (var decay in decays)
            to.UInt16(decay.Raw);
    }

    private static void WritePotentials(SectionWriter to, Potential[] potentials)
    {
        to.Count(potentials.Length);
        foreach (var potential in potentials)
            to.Signed(potential.Raw);
    }

    private static Decay[] ReadDecays(ref SectionReader from, string field, int size)
    {
        var decays = new Decay[from.PerNeuronCount(field, size, bytesEach: 2)];
        for (var i = 0; i < decays.Length; i++)
        {
            var raw = from.UInt16(field);
            if (raw > Decay.One)
                from.Fail(field, $"{raw}", $"0 .. {Decay.One}", 2);
            decays[i] = Decay.FromRaw(raw);
        }
        return decays;
    }

    private static Potential[] ReadPotentials(ref SectionReader from, string field, int size)
    {
        var potentials = new Potential[from.PerNeuronCount(field, size)];
        for (var i = 0; i < potentials.Length; i++)
            potentials[i] = Potential.FromRaw(from.Signed(field));
        return potentials;
    }
}
