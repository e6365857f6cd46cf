using EdgeSnn.Models.Import.Hdf5;
using EdgeSnn.Runtime;
using PureHDF;
using PureHDF.Filters;
using PureHDF.VOL.Native;

namespace EdgeSnn.Models.Import.Nir;

/// <summary>
/// Writes a NIR file as the reference library lays it out, so that it and its users read it back: text as UTF-8 of variable
/// length, counts as int64, numbers as float32 where that is exact and as float64 where not.
/// </summary>
public static class NirWriter
{
    private const string DefaultVersion = "1.0";

    /// <summary>Shorter arrays gain nothing from compression.</summary>
    private const int CompressFrom = 64;

    /// <summary>Writes a graph.</summary>
    /// <param name="graph">The graph; checked by the rules of the reader first.</param>
    /// <param name="stream">Writable; stays open.</param>
    /// <param name="compress">True to deflate arrays, as the reference library does.</param>
    /// <exception cref="ModelFormatException">The graph breaks a rule, or a name cannot be written.</exception>
    public static void Write(NirGraph graph, Stream stream, bool compress = true)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(stream);
        NirRules.Check(graph);
        var root = new H5File
        {
            ["version"] = graph.Version.Length == 0 ? DefaultVersion : graph.Version,
            ["node"] = Group(graph, "", compress),
        };
        Hdf5File.RegisterFilters();
        // The library reads back what it writes: a stream that can only be written would not do.
        using var buffer = new MemoryStream();
        root.Write(buffer);
        buffer.Position = 0;
        buffer.CopyTo(stream);
    }

    private static H5Group Group(NirGraph graph, string path, bool compress)
    {
        var nodes = new H5Group();
        foreach (var node in graph.Nodes)
            Fill(Nested(nodes, node.Name, $"{path}nodes"), node, $"{path}nodes/{node.Name}", compress);
        var group = new H5Group { ["type"] = NirPrimitive.Of(NirType.Graph).FileName, ["nodes"] = nodes };
        var edges = new string[graph.Edges.Count, 2];
        for (var i = 0; i < graph.Edges.Count; i++)
            (edges[i, 0], edges[i, 1]) = (graph.Edges[i].From, graph.Edges[i].To);
        if (edges.Length > 0)
            group["edges"] = edges;
        AddMetadata(group, graph.Metadata, $"{path}metadata");
        return group;
    }

    private static void Fill(H5Group group, NirNode node, string path, bool compress)
    {
        if (node.Graph is not null)
        {
            foreach (var (key, value) in Group(node.Graph, $"{path}/", compress))
                Add(group, key, value, path);
            return;
        }
        Add(group, "type", NirPrimitive.Of(node.Type).FileName, path);
        foreach (var (name, array) in node.Parameters)
        {
            RequireSegment(name, path);
            Add(group, name, Dataset(array, NirPrimitive.Of(node.Type).Find(name), compress), path);
        }
        if (node.PaddingWord.Length > 0)
            Add(group, "padding", node.PaddingWord, path);
        AddMetadata(group, node.Metadata, $"{path}/metadata");
    }

    private static void AddMetadata(H5Group group, IReadOnlyDictionary<string, string> metadata, string path)
    {
        if (metadata.Count == 0)
            return;
        var texts = new H5Group();
        foreach (var (key, text) in metadata)
        {
            var slash = key.LastIndexOf('/');
            var target = slash < 0 ? texts : Nested(texts, key[..slash], path);
            RequireSegment(key[(slash + 1)..], path);
            Add(target, key[(slash + 1)..], text, path);
        }
        Add(group, "metadata", texts, path);
    }

    /// <summary>The group of a name; HDF5 has no other way to keep a slash than a group within a group.</summary>
    private static H5Group Nested(H5Group group, string name, string path)
    {
        foreach (var segment in name.Split('/'))
        {
            RequireSegment(segment, path);
            if (!group.TryGetValue(segment, out var inner))
                group[segment] = inner = new H5Group();
            group = inner as H5Group
                ?? throw new ModelFormatException($"{path}/{name}", $"\"{segment}\", which is a value too", "a name that is only a group");
        }
        return group;
    }

    private static void RequireSegment(string segment, string path)
    {
        if (segment is "" or "." or ".." || segment.Contains('/', StringComparison.Ordinal) || segment.Contains('\0', StringComparison.Ordinal))
            throw new ModelFormatException(path, $"the name \"{segment}\"", "a name that HDF5 can hold");
    }

    private static void Add(H5Group group, string key, object value, string path)
    {
        if (!group.TryAdd(key, value))
            throw new ModelFormatException($"{path}/{key}", "two things of one name", "names that do not collide");
    }

    private static object Dataset(NirArray array, NirParameter? parameter, bool compress)
    {
        if (parameter is { IsWhole: true })
            return Dataset(array, value => (long)value, compress);
        var isSingle = array.Values.All(value => (double)(float)value == value);
        return isSingle ? Dataset(array, value => (float)value, compress) : Dataset(array, value => value, compress);
    }

    private static object Dataset<T>(NirArray array, Func<double, T> narrow, bool compress)
        where T : notnull
    {
        if (array.IsScalar)
            return narrow(array.Values[0]);
        var filters = compress && array.Values.Length >= CompressFrom ? new List<H5Filter> { new(InflateFilter.Id) } : null;
        return new H5Dataset(
            Array.ConvertAll(array.Values, value => narrow(value)),
            fileDims: [.. array.Shape.Select(length => (ulong)length)],
            datasetCreation: new H5DatasetCreation(Filters: filters));
    }
}
