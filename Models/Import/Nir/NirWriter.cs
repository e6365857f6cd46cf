namespace EdgeSnn.Models.Import.Nir;

/// <summary>Writes a NIR file as the reference library does, so that it and its users read it back.</summary>
public static class NirWriter
{
    /// <summary>Writes a graph.</summary>
    /// <param name="graph">The graph; checked by the rules of the reader first.</param>
    /// <param name="stream">Seekable and writable; stays open.</param>
    /// <exception cref="Runtime.ModelFormatException">The graph breaks a rule.</exception>
    public static void Write(NirGraph graph, Stream stream) => throw new NotImplementedException();
}
