using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Models.Reference;

/// <summary>Checks that the indices and array lengths of a <see cref="ReferenceModel"/> fit together.</summary>
internal static class ReferenceShape
{
    /// <exception cref="ArgumentException">Something does not fit; the message names the field.</exception>
    public static void Check(ReferenceModel model)
    {
        Require(model.Populations.Length > 0 && model.Populations[0].Kind == NeuronKind.Input, "populations[0]", "must be the input");
        for (var p = 0; p < model.Populations.Length; p++)
            CheckPopulation(model.Populations[p], p);
        for (var q = 0; q < model.Projections.Length; q++)
            CheckProjection(model, q);
        Require((uint)model.Decoder.Population < (uint)model.Populations.Length, "decoder.population", "does not exist");
    }

    private static void CheckPopulation(ReferencePopulation population, int index)
    {
        var name = $"populations[{index}]";
        var kind = population.Kind;
        Require(population.Size >= 1, name, "has no neuron");
        Require((kind == NeuronKind.Input) == (index == 0), name, "only the first population is the input");
        Require(population.Shape.Length == 0 || (population.Shape.Length == 3 && Array.TrueForAll(population.Shape, n => n >= 1)
            && population.Shape[0] * (long)population.Shape[1] * population.Shape[2] == population.Size),
            $"{name}.shape", "is not height, width and channels of its size");
        Require(population.MaxSpikesPerTick is >= 1 and <= 255, $"{name}.most spikes per tick", "is outside 1 .. 255");
        if (kind == NeuronKind.Input)
            return;
        CheckParameters(population, name);
        CheckReset(population, name);
    }

    private static void CheckParameters(ReferencePopulation population, string name)
    {
        var kind = population.Kind;
        var current = kind is NeuronKind.CubaLif or NeuronKind.CubaLeakyIntegrator or NeuronKind.AdaptiveLif;
        CheckArray(population.MembraneDecay, population.Size, kind != NeuronKind.IntegrateAndFire, $"{name}.membrane decay");
        Require(kind is not (NeuronKind.ShiftLif or NeuronKind.ShiftLeakyIntegrator) || population.MembraneDecay is [var decay] && IsShift(decay),
            $"{name}.membrane decay", "is not one number of the form 1 - 2^-k with k of 1 .. 15");
        CheckArray(population.SynapticDecay, population.Size, current, $"{name}.synaptic decay");
        CheckArray(population.Threshold, population.Size, Spikes(kind), $"{name}.threshold");
        CheckArray(population.AdaptationDecay, population.Size, kind == NeuronKind.AdaptiveLif, $"{name}.adaptation decay");
        CheckArray(population.AdaptationStep, population.Size, kind == NeuronKind.AdaptiveLif, $"{name}.adaptation step");
        CheckOptional(population.Bias, population.Size, $"{name}.bias");
        CheckOptional(population.InitialPotential, population.Size, $"{name}.initial potential");
        CheckOptional(population.Floor, population.Size, $"{name}.floor");
    }

    private static void CheckReset(ReferencePopulation population, string name)
    {
        CheckOptional(population.ResetPotential, population.Size, $"{name}.reset potential");
        Require(population.ResetPotential.Length == 0 || population.Reset == ResetMode.ToValue, $"{name}.reset potential", "belongs to a reset to a value");
        Require(population.Reset != ResetMode.ByLateSubtraction || population.Kind != NeuronKind.AdaptiveLif, $"{name}.reset", "by late subtraction is not for the adaptive kind");
        if (population.MaxSpikesPerTick == 1)
            return;
        Require(Spikes(population.Kind) && population.Reset == ResetMode.BySubtraction && population.Kind != NeuronKind.AdaptiveLif,
            $"{name}.most spikes per tick", "above 1 needs a reset by subtraction and a threshold that stays");
        Require(Array.TrueForAll(population.Threshold, theta => theta > 0), $"{name}.threshold", "must be positive where a neuron fires several times per tick");
    }

    private static void CheckProjection(ReferenceModel model, int index)
    {
        var projection = model.Projections[index];
        var name = $"projections[{index}]";
        Require((uint)projection.Pre < (uint)model.Populations.Length, name, "names a pre population that does not exist");
        Require((uint)projection.Post - 1 < (uint)model.Populations.Length - 1, name, "names a post population that is not there or is the input");
        Require(projection.DelayTicks is >= 0 and <= 1023, name, "has a delay outside 0 .. 1023 ticks");
        Require(projection.DelayTicks > 0 || projection.Pre < projection.Post, name, "needs a delay: its pre population is updated later");
        Require(Array.TrueForAll(projection.Weights, double.IsFinite), name, "has a weight that is not a number");
        Require(!projection.Graded || (projection.DelayTicks == 0 && projection.PreRows.Length == 0 && projection.Pre > 0), name,
            "is graded: it needs no delay, no shared rows and a pre population with potentials");
        var preSize = model.Populations[projection.Pre].Size;
        if (projection.PreRows.Length > 0)
        {
            Require(projection.Rows >= 1 && projection.PreRows.Length == preSize, name, "has not one row per pre neuron");
            Require(Array.TrueForAll(projection.PreRows, row => row >= -1 && row < projection.Rows), name, "names a row that does not exist");
            preSize = projection.Rows;
        }
        CheckSynapses(projection, name, (preSize, model.Populations[projection.Post].Size));
    }

    private static void CheckSynapses(ReferenceProjection projection, string name, (int Pre, int Post) sizes)
    {
        Require(projection.Convolution is not null == (projection.Storage == SynapseStorage.Convolution), name, "has not the geometry that its storage needs");
        if (projection.Storage == SynapseStorage.Convolution)
            CheckConvolution(projection.Convolution!, name, sizes, projection.Weights.Length);
        else if (projection.Storage == SynapseStorage.Sparse)
            CheckFanOuts(projection, name, sizes);
        else
            Require(projection.Weights.Length == (long)sizes.Pre * sizes.Post, name, "has not pre size times post size weights");
    }

    private static void CheckFanOuts(ReferenceProjection projection, string name, (int Pre, int Post) sizes)
    {
        var starts = projection.FanOutStarts;
        Require(starts.Length == sizes.Pre + 1 && starts[0] == 0 && starts[^1] == projection.Weights.Length, name, "has fan-out starts that do not fit");
        Require(projection.PostNeurons.Length == projection.Weights.Length, name, "has not one weight per post neuron");
        for (var pre = 0; pre < sizes.Pre; pre++)
        {
            Require(starts[pre] <= starts[pre + 1], name, "has fan-out starts that go back");
            for (var k = starts[pre]; k < starts[pre + 1]; k++)
            {
                var least = k == starts[pre] ? 0 : projection.PostNeurons[k - 1] + 1;
                Require(projection.PostNeurons[k] >= least && projection.PostNeurons[k] < sizes.Post, name, "has post neurons out of order or range");
            }
        }
    }

    private static void CheckConvolution(ConvolutionModel shape, string name, (int Pre, int Post) sizes, int weights)
    {
        int[] counts = [shape.InHeight, shape.InWidth, shape.InChannels, shape.OutHeight, shape.OutWidth, shape.OutChannels, shape.Groups];
        int[] small = [shape.KernelHeight, shape.KernelWidth, shape.StrideY, shape.StrideX, shape.DilationY, shape.DilationX];
        Require(Array.TrueForAll(counts, n => n >= 1) && Array.TrueForAll(small, n => n is >= 1 and <= 255), name, "has a convolution of an impossible size");
        Require(shape.PadTop is >= 0 and <= 65535 && shape.PadLeft is >= 0 and <= 65535, name, "has padding outside 0 .. 65535");
        Require(shape.InChannels % shape.Groups == 0 && shape.OutChannels % shape.Groups == 0, name, "has channels that are no multiple of the groups");
        Require((long)shape.InHeight * shape.InWidth * shape.InChannels == sizes.Pre, name, "has a pre grid that is not the pre size");
        Require((long)shape.OutHeight * shape.OutWidth * shape.OutChannels == sizes.Post, name, "has a post grid that is not the post size");
        Require((long)shape.KernelHeight * shape.KernelWidth * shape.InChannels * (shape.OutChannels / shape.Groups) == weights, name, "has not the weights of its kernel");
    }

    private static bool IsShift(double decay) =>
        decay is > 0 and < 1 && decay * Decay.One % 1 == 0 && Decay.FromRaw((int)(decay * Decay.One)).Shift > 0;

    private static bool Spikes(NeuronKind kind) => kind is not (NeuronKind.LeakyIntegrator or NeuronKind.CubaLeakyIntegrator or NeuronKind.ShiftLeakyIntegrator);

    private static void CheckOptional(double[] values, int size, string field) => CheckArray(values, size, values.Length > 0, field);

    private static void CheckArray(double[] values, int size, bool needed, string field)
    {
        if (needed)
            Require(values.Length == 1 || values.Length == size, field, "must hold one value, or one per neuron");
        else
            Require(values.Length == 0, field, "belongs to other kinds of neurons");
        Require(Array.TrueForAll(values, double.IsFinite), field, "has a value that is not a number");
    }

    private static void Require(bool holds, string field, string problem)
    {
        if (!holds)
            throw new ArgumentException($"{field} {problem}");
    }
}
