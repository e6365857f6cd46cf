namespace EdgeSnn.Models.Format;

/// <summary>Name, tick length, description and labels.</summary>
internal static class IdentitySection
{
    /// <summary>What the section holds.</summary>
    public readonly record struct Identity(string Name, int TickMicroseconds, string Description, string[] Labels);

    public static void Write(SectionWriter to, Identity identity)
    {
        to.Text(identity.Name);
        to.Count(identity.TickMicroseconds);
        to.Text(identity.Description);
        to.Count(identity.Labels.Length);
        foreach (var label in identity.Labels)
            to.Text(label);
    }

    public static Identity Read(ref SectionReader from)
    {
        var name = from.Text("name", FileFormat.MaxNameBytes);
        var tick = from.Bounded("tick", 1, int.MaxValue);
        var description = from.Text("description", FileFormat.MaxDescriptionBytes);
        var labels = new string[from.Count("label count", FileFormat.MaxLabels)];
        for (var i = 0; i < labels.Length; i++)
        {
            from.Item("labels", i);
            labels[i] = from.Text("text", FileFormat.MaxNameBytes);
        }
        return new(name, tick, description, labels);
    }
}
