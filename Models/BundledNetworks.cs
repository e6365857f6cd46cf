using System.Reflection;
using EdgeSnn.Models.Format;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models;

/// <summary>The networks built into this assembly from <c>Networks/&lt;name&gt;/&lt;name&gt;.esnn</c>.</summary>
public static class BundledNetworks
{
    private static readonly Assembly _assembly = typeof(BundledNetworks).Assembly;

    /// <summary>Names of the networks in <see cref="Catalog.Networks"/> whose file was there at build time, in that order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Catalog.Networks.Select(entry => entry.Name).Where(name => _assembly.GetManifestResourceInfo(Resource(name)) is not null),
    ];

    /// <summary>The file of a bundled network, to be disposed by the caller.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">No such network is bundled.</exception>
    public static Stream Open(string name) =>
        _assembly.GetManifestResourceStream(Resource(name))
        ?? throw new ArgumentException($"no bundled network '{name}'; there are: {string.Join(", ", Names)}", nameof(name));

    /// <summary>Reads a bundled network.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">No such network is bundled.</exception>
    public static NetworkModel Read(string name)
    {
        using var file = Open(name);
        return ModelReader.Read(file);
    }

    private static string Resource(string name) => $"{name}.esnn";
}
