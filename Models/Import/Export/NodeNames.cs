namespace EdgeSnn.Models.Import.Export;

/// <summary>Names for nodes, each given once; a slash means something to HDF5, and what is not ASCII is lost by some readers: both become dashes.</summary>
internal sealed class NodeNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>A name like the one wished for.</summary>
    public string Take(string wish)
    {
        var plain = new string([.. wish.Select(c => c is '/' || char.IsControl(c) || c > '~' ? '-' : c)]);
        var name = plain.Length == 0 ? "node" : plain;
        for (var number = 2; !_taken.Add(name); number++)
            name = $"{plain}_{number}";
        return name;
    }
}
