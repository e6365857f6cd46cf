using System.IO.Hashing;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Format;

/// <summary>Writes a network as an <c>.esnn</c> file. The output is canonical: equal networks give equal bytes.</summary>
public static class ModelWriter
{
    /// <summary>Writes <paramref name="model"/> at the current position of <paramref name="stream"/>.</summary>
    /// <param name="model">A blueprint that keeps every rule.</param>
    /// <param name="stream">Written to in one piece; stays open.</param>
    /// <exception cref="ModelFormatException">The blueprint breaks a rule, or would make a file that is not read back.</exception>
    public static void Write(NetworkModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ToBytes(model));
    }

    /// <summary>The whole file as bytes.</summary>
    /// <param name="model">A blueprint that keeps every rule.</param>
    /// <exception cref="ModelFormatException">The blueprint breaks a rule, or would make a file that is not read back.</exception>
    public static byte[] ToBytes(NetworkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        NetworkModelValidation.Check(model);
        var sections = new SectionWriter();
        sections.Section(SectionKind.Identity, to => IdentitySection.Write(
            to, new(model.Name, model.TickMicroseconds, model.Description, model.Labels)));
        sections.Section(SectionKind.Encoder, to => EncoderSection.Write(to, model.Encoder));
        sections.Section(SectionKind.Populations, to => PopulationSection.Write(to, model.Populations));
        sections.Section(SectionKind.Projections, to => ProjectionSection.Write(to, model));
        sections.Section(SectionKind.Decoder, to => DecoderSection.Write(to, model.Decoder));

        var file = new SectionWriter();
        file.Bytes(FileFormat.Magic);
        file.UInt16(FileFormat.Version);
        file.UInt16(0);
        file.UInt32(FileFormat.HeaderBytes + sections.Written.Length + FileFormat.ChecksumBytes);
        file.Bytes(sections.Written);
        file.UInt64(XxHash64.HashToUInt64(file.Written));
        var bytes = file.Written.ToArray();

        // The reader states every limit of the format; asking it here keeps a file from being written that nobody can load.
        ModelReader.Read(bytes);
        return bytes;
    }
}
