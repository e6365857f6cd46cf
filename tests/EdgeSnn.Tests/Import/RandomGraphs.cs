using CsCheck;
using EdgeSnn.Models.Import.Nir;

namespace EdgeSnn.Tests.Import;

/// <summary>Random NIR graphs of all primitives, valid by the rules though not always meaningful.</summary>
internal static class RandomGraphs
{
    private static Gen<double> Number { get; } = Gen.OneOf(Gen.Float[-100f, 100f].Select(value => (double)value), Gen.Double[-1e3, 1e3]);

    private static Gen<string> Name { get; } = Of("lif", "0", "10", "müd.1", "in ner", "層1", "fc/weight", "fc/bias");

    public static Gen<NirGraph> Any { get; } = Graph(1);

    private static Gen<T> Of<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    private static Gen<NirGraph> Graph(int depth) =>
        from types in Of([.. Enum.GetValues<NirType>().Where(type => depth > 0 || type != NirType.Graph)]).List[0, 12]
        from nodes in Sequence(types.Prepend(NirType.Output).Prepend(NirType.Input).Select((type, i) => Node(type, i, depth)))
        from edges in Gen.Select(Gen.Int[0, nodes.Count - 1], Gen.Int[0, nodes.Count - 1]).List[0, 20]
        from version in Of("0.2.0", "1.0.8.dev")
        from note in Of("", "Grüße")
        select new NirGraph
        {
            Nodes = nodes,
            Edges = [.. edges.Select(edge => new NirEdge(nodes[edge.Item1].Name, nodes[edge.Item2].Name))],
            Version = depth == 1 ? version : "",
            Metadata = note.Length == 0 ? new Dictionary<string, string>() : new() { ["author"] = note, ["nested/a"] = "1" },
        };

    private static Gen<NirNode> Node(NirType type, int index, int depth)
    {
        var graphs = type == NirType.Graph ? Graph(depth - 1).Select(inner => (NirGraph?)inner) : Gen.Const((NirGraph?)null);
        var words = type is NirType.Conv1d or NirType.Conv2d ? Of("", "same", "valid") : Gen.Const("");
        var arrays = Sequence(NirPrimitive.Of(type).Parameters.Select(Parameter));
        return Gen.Select(Name, arrays, words, graphs, (name, parameters, word, graph) => new NirNode
        {
            Name = $"{name}{index}",
            Type = type,
            Graph = graph,
            PaddingWord = word,
            Parameters = parameters.Where(pair => pair.Array is not null && !(word.Length > 0 && pair.Name == "padding"))
                .ToDictionary(pair => pair.Name, pair => pair.Array!),
            Metadata = index == 3 && graph is null ? new() { ["note"] = "x" } : new Dictionary<string, string>(),
        });
    }

    private static Gen<(string Name, NirArray? Array)> Parameter(NirParameter parameter) =>
        from isAbsent in Gen.Bool
        from rank in Gen.Int[parameter.MinRank, Math.Max(parameter.MinRank, Math.Min(parameter.MaxRank, 3))]
        from lengths in (parameter.Length > 0 ? Gen.Const(parameter.Length) : Gen.Int[1, 4]).Array[rank]
        from array in Array(parameter, lengths)
        select (parameter.Name, isAbsent && parameter.IsOptional ? null : array);

    private static Gen<NirArray> Array(NirParameter parameter, int[] shape)
    {
        var count = shape.Aggregate(1, (product, length) => product * length);
        var least = double.IsFinite(parameter.Minimum) ? (long)parameter.Minimum : -9;
        var values = parameter.IsWhole ? Gen.Long[least, 1L << 40].Select(value => (double)value) : Number;
        return values.Array[count].Select(items => new NirArray(shape, items));
    }

    private static Gen<List<T>> Sequence<T>(IEnumerable<Gen<T>> gens) => gens.Aggregate(
        Gen.Const(0).Select(_ => new List<T>()),
        (all, next) => Gen.Select(all, next, (list, item) => new List<T>(list) { item }));
}
