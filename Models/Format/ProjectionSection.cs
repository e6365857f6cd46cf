using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Format;

/// <summary>All projections: header, scales, fan-outs as gaps (sparse only), packed weights.</summary>
internal static class ProjectionSection
{
    // Pre, post, delay, bits, storage, scale count, one scale.
    private const int SmallestProjection = 7;

    public static void Write(SectionWriter to, NetworkModel model)
    {
        to.Count(model.Projections.Length);
        foreach (var projection in model.Projections)
        {
            to.Count(projection.Pre);
            to.Count(projection.Post);
            to.Count(projection.DelayTicks);
            to.Byte(projection.WeightBits);
            to.Byte((int)projection.Storage);
            WriteTransmission(to, projection);
            to.Count(projection.Scale.Length);
            foreach (var scale in projection.Scale)
                to.Count(scale);
            if (projection.Storage == SynapseStorage.Sparse)
                WriteFanOuts(to, projection);
            to.Bytes(WeightPacking.Pack(projection.Weights, projection.WeightBits));
        }
    }

    public static ProjectionModel[] Read(ref SectionReader from, PopulationModel[] populations, int version)
    {
        var projections = new ProjectionModel[from.Count("count", FileFormat.MaxItems, SmallestProjection)];
        var synapses = 0L;
        var neurons = 0L;
        for (var i = 0; i < projections.Length; i++)
        {
            from.Item("projections", i);
            projections[i] = ReadOne(ref from, populations, version, FileFormat.MaxSynapses - synapses);
            synapses += projections[i].Weights.Length;
            neurons += Math.Max(populations[projections[i].Pre].Size, projections[i].Rows) + populations[projections[i].Post].Size;
            if (neurons > FileFormat.MaxProjectionNeurons)
                from.Fail("pre and post", $"{neurons} neurons so far", $"at most {FileFormat.MaxProjectionNeurons} in all");
        }
        return projections;
    }

    private static ProjectionModel ReadOne(
        ref SectionReader from, PopulationModel[] populations, int version, long synapsesLeft)
    {
        var pre = from.Bounded("pre", 0, populations.Length - 1);
        var post = from.Bounded("post", 0, populations.Length - 1);
        var delay = from.Bounded("delay", 0, 1023);
        var bits = from.Byte("weight bits");
        if (bits is not (4 or 8 or 16))
            from.Fail("weight bits", $"{bits}", "4, 8 or 16", 1);
        var isFirst = version == FileFormat.FirstVersion;
        var storage = (SynapseStorage)from.Choice("storage", (int)(isFirst ? SynapseStorage.Sparse : SynapseStorage.Convolution));
        var projection = new ProjectionModel
        {
            Pre = pre, Post = post, DelayTicks = delay, WeightBits = bits, Scale = [], Storage = storage, Weights = [],
        };
        var (preSize, postSize) = (populations[pre].Size, populations[post].Size);
        if (!isFirst)
            projection = ReadTransmission(ref from, projection, preSize);
        var rows = projection.PreRows.Length > 0 ? projection.Rows : preSize;
        var scale = ReadScale(ref from, projection.Convolution?.OutChannels ?? postSize);
        var (starts, posts) = storage == SynapseStorage.Sparse ? ReadFanOuts(ref from, rows, postSize, synapsesLeft) : ([], []);
        var count = storage switch
        {
            SynapseStorage.Sparse => posts.Length,
            SynapseStorage.Convolution => WeightCount(projection.Convolution!),
            _ => (long)rows * postSize,
        };
        if (count > synapsesLeft)
            from.Fail("weights", $"{count} synapses", $"at most {synapsesLeft} more ({FileFormat.MaxSynapses} in all)");
        return projection with
        {
            Scale = scale,
            FanOutStarts = starts,
            PostNeurons = posts,
            Weights = ReadWeights(ref from, (int)count, bits),
        };
    }

    private static void WriteTransmission(SectionWriter to, ProjectionModel projection)
    {
        to.Byte(projection.Graded ? 1 : 0);
        to.Count(projection.GradedShift);
        to.Count(projection.PreRows.Length);
        if (projection.PreRows.Length > 0)
            to.Count(projection.Rows);
        foreach (var row in projection.PreRows)
            to.Count(row + 1);
        if (projection.Convolution is not { } shape)
            return;
        foreach (var number in (int[])[
            shape.InHeight, shape.InWidth, shape.InChannels, shape.OutHeight, shape.OutWidth, shape.OutChannels, shape.KernelHeight,
            shape.KernelWidth, shape.StrideY, shape.StrideX, shape.PadTop, shape.PadLeft, shape.DilationY, shape.DilationX, shape.Groups])
            to.Count(number);
    }

    private static ProjectionModel ReadTransmission(ref SectionReader from, ProjectionModel projection, int preSize)
    {
        var graded = from.Choice("graded", 1) == 1;
        var shift = from.Bounded("graded shift", 0, 62);
        var preRows = new int[from.Count("pre rows", preSize)];
        if (preRows.Length > 0 && preRows.Length != preSize)
            from.Fail("pre rows", $"{preRows.Length} values", $"0 or {preSize}");
        var rows = preRows.Length == 0 ? 0 : from.Bounded("rows", 1, FileFormat.MaxNeurons);
        for (var pre = 0; pre < preRows.Length; pre++)
            preRows[pre] = from.Bounded("pre rows", 0, rows) - 1;
        return projection with
        {
            Graded = graded,
            GradedShift = shift,
            PreRows = preRows,
            Rows = rows,
            Convolution = projection.Storage == SynapseStorage.Convolution ? ReadConvolution(ref from) : null,
        };
    }

    private static ConvolutionModel ReadConvolution(ref SectionReader from) => new()
    {
        InHeight = from.Bounded("in height", 1, FileFormat.MaxNeurons),
        InWidth = from.Bounded("in width", 1, FileFormat.MaxNeurons),
        InChannels = from.Bounded("in channels", 1, FileFormat.MaxNeurons),
        OutHeight = from.Bounded("out height", 1, FileFormat.MaxNeurons),
        OutWidth = from.Bounded("out width", 1, FileFormat.MaxNeurons),
        OutChannels = from.Bounded("out channels", 1, FileFormat.MaxNeurons),
        KernelHeight = from.Bounded("kernel height", 1, byte.MaxValue),
        KernelWidth = from.Bounded("kernel width", 1, byte.MaxValue),
        StrideY = from.Bounded("stride y", 1, byte.MaxValue),
        StrideX = from.Bounded("stride x", 1, byte.MaxValue),
        PadTop = from.Bounded("pad top", 0, ushort.MaxValue),
        PadLeft = from.Bounded("pad left", 0, ushort.MaxValue),
        DilationY = from.Bounded("dilation y", 1, byte.MaxValue),
        DilationX = from.Bounded("dilation x", 1, byte.MaxValue),
        Groups = from.Bounded("groups", 1, FileFormat.MaxNeurons),
    };

    // At most 2^8 * 2^8 * 2^20 * 2^20: no overflow.
    private static long WeightCount(ConvolutionModel shape) =>
        (long)shape.KernelHeight * shape.KernelWidth * shape.InChannels * (shape.OutChannels / shape.Groups);

    private static int[] ReadScale(ref SectionReader from, int postSize)
    {
        var scale = new int[from.PerNeuronCount("scale", postSize)];
        if (scale.Length == 0)
            from.Fail("scale", "none", $"1 or {postSize} values", 1);
        for (var i = 0; i < scale.Length; i++)
            scale[i] = from.Bounded("scale", 1, int.MaxValue);
        return scale;
    }

    private static short[] ReadWeights(ref SectionReader from, int count, int bits)
    {
        var packed = from.Bytes("weights", WeightPacking.PackedBytes(count, bits));
        if (bits == 4 && count % 2 == 1 && packed[^1] > 0xF)
            from.Fail("weights", $"last byte {packed[^1]}", "a zero upper half", 1);
        return WeightPacking.Unpack(packed, count, bits);
    }

    // All fan-out lengths first: their sum bounds the arrays before the first index is read.
    private static void WriteFanOuts(SectionWriter to, ProjectionModel projection)
    {
        var starts = projection.FanOutStarts;
        for (var pre = 0; pre + 1 < starts.Length; pre++)
            to.Count(starts[pre + 1] - starts[pre]);
        for (var pre = 0; pre + 1 < starts.Length; pre++)
        {
            var next = 0;
            foreach (var post in projection.PostNeurons.AsSpan(starts[pre]..starts[pre + 1]))
            {
                to.Count(post - next);
                next = post + 1;
            }
        }
    }

    private static (int[] Starts, int[] Posts) ReadFanOuts(ref SectionReader from, int preSize, int postSize, long most)
    {
        if (preSize > from.Remaining)
            from.Fail("fan-out", $"{from.Remaining} bytes", $"at least {preSize}");
        var starts = new int[preSize + 1];
        for (var pre = 0; pre < preSize; pre++)
        {
            starts[pre + 1] = starts[pre] + from.Bounded("fan-out", 0, postSize);
            if (starts[pre + 1] > most || starts[pre + 1] > from.Remaining)
                from.Fail("fan-out", $"{starts[pre + 1]} synapses so far", $"at most {Math.Min(most, from.Remaining)}");
        }
        var posts = new int[starts[preSize]];
        for (var pre = 0; pre < preSize; pre++)
        {
            var next = 0;
            for (var k = starts[pre]; k < starts[pre + 1]; k++)
            {
                posts[k] = next + from.Bounded("post neuron gap", 0, postSize - 1 - next);
                next = posts[k] + 1;
            }
        }
        return (starts, posts);
    }
}
