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
            to.Count(projection.Scale.Length);
            foreach (var scale in projection.Scale)
                to.Count(scale);
            if (projection.Storage == SynapseStorage.Sparse)
                WriteFanOuts(to, projection);
            to.Bytes(WeightPacking.Pack(projection.Weights, projection.WeightBits));
        }
    }

    public static ProjectionModel[] Read(ref SectionReader from, PopulationModel[] populations)
    {
        var projections = new ProjectionModel[from.Count("count", FileFormat.MaxItems, SmallestProjection)];
        var synapses = 0L;
        var neurons = 0L;
        for (var i = 0; i < projections.Length; i++)
        {
            from.Item("projections", i);
            projections[i] = ReadOne(ref from, populations, FileFormat.MaxSynapses - synapses);
            synapses += projections[i].Weights.Length;
            neurons += populations[projections[i].Pre].Size + populations[projections[i].Post].Size;
            if (neurons > FileFormat.MaxProjectionNeurons)
                from.Fail("pre and post", $"{neurons} neurons so far", $"at most {FileFormat.MaxProjectionNeurons} in all");
        }
        return projections;
    }

    private static ProjectionModel ReadOne(ref SectionReader from, PopulationModel[] populations, long synapsesLeft)
    {
        var pre = from.Bounded("pre", 0, populations.Length - 1);
        var post = from.Bounded("post", 0, populations.Length - 1);
        var delay = from.Bounded("delay", 0, 1023);
        var bits = from.Byte("weight bits");
        if (bits is not (4 or 8 or 16))
            from.Fail("weight bits", $"{bits}", "4, 8 or 16", 1);
        var storage = (SynapseStorage)from.Choice("storage", (int)SynapseStorage.Sparse);
        var scale = ReadScale(ref from, populations[post].Size);
        var (starts, posts) = storage == SynapseStorage.Sparse
            ? ReadFanOuts(ref from, populations[pre].Size, populations[post].Size, synapsesLeft)
            : ([], []);
        var count = storage == SynapseStorage.Sparse
            ? posts.Length
            : (long)populations[pre].Size * populations[post].Size;
        if (count > synapsesLeft)
            from.Fail("weights", $"{count} synapses", $"at most {synapsesLeft} more ({FileFormat.MaxSynapses} in all)");
        return new()
        {
            Pre = pre,
            Post = post,
            DelayTicks = delay,
            WeightBits = bits,
            Scale = scale,
            Storage = storage,
            FanOutStarts = starts,
            PostNeurons = posts,
            Weights = ReadWeights(ref from, (int)count, bits),
        };
    }

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
