using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Format;

/// <summary>The encoder's catalog name and its integer parameters, in their own order.</summary>
internal static class EncoderSection
{
    public static void Write(SectionWriter to, EncoderModel encoder)
    {
        to.Text(encoder.Name);
        to.Count(encoder.Parameters.Count);
        foreach (var parameter in encoder.Parameters)
        {
            to.Text(parameter.Name);
            to.Signed(parameter.Value);
        }
    }

    public static EncoderModel Read(ref SectionReader from)
    {
        var name = from.Text("name", FileFormat.MaxNameBytes);
        var parameters = new NamedInteger[from.Count("parameter count", FileFormat.MaxItems, bytesEach: 2)];
        for (var i = 0; i < parameters.Length; i++)
        {
            from.Item("encoder.parameters", i);
            parameters[i] = new(from.Text("name", FileFormat.MaxNameBytes), from.Signed("value"));
        }
        return new() { Name = name, Parameters = parameters };
    }
}
