using System.Buffers.Binary;
using System.IO.Hashing;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Format;

/// <summary>
/// Reads a network from an <c>.esnn</c> file. A trust boundary: the bytes may come from anywhere, and nothing but
/// <see cref="ModelFormatException"/> leaves it for bad content. Memory taken is bounded by the length of the file.
/// </summary>
public static class ModelReader
{
    /// <summary>Reads a network from the current position of <paramref name="stream"/> to its end.</summary>
    /// <param name="stream">Read to its end, or one byte past <see cref="FileFormat.MaxFileBytes"/>; stays open.</param>
    /// <returns>A blueprint that keeps every rule.</returns>
    /// <exception cref="ModelFormatException">The content is not a valid network.</exception>
    public static NetworkModel Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var content = new MemoryStream();
        var chunk = new byte[1 << 16];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            content.Write(chunk, 0, read);
            if (content.Length > FileFormat.MaxFileBytes)
                throw TooLong(content.Length);
        }
        return Read(content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    /// <summary>Reads a network from a whole file in memory.</summary>
    /// <param name="file">The bytes of the file, nothing before or after.</param>
    /// <returns>A blueprint that keeps every rule; it keeps no reference to <paramref name="file"/>.</returns>
    /// <exception cref="ModelFormatException">The content is not a valid network.</exception>
    public static NetworkModel Read(ReadOnlySpan<byte> file)
    {
        CheckEnvelope(file);
        var version = BinaryPrimitives.ReadUInt16LittleEndian(file[4..]);
        var from = new SectionReader(file, FileFormat.HeaderBytes, file.Length - FileFormat.ChecksumBytes);
        var outer = from.Enter(SectionKind.Identity);
        var identity = IdentitySection.Read(ref from);
        from.Leave(outer);
        from.Enter(SectionKind.Encoder);
        var encoder = EncoderSection.Read(ref from);
        from.Leave(outer);
        from.Enter(SectionKind.Populations);
        var populations = PopulationSection.Read(ref from, version);
        from.Leave(outer);
        from.Enter(SectionKind.Projections);
        var projections = ProjectionSection.Read(ref from, populations, version);
        from.Leave(outer);
        from.Enter(SectionKind.Decoder);
        var decoder = DecoderSection.Read(ref from, populations.Length, identity.Labels.Length);
        from.Leave(outer);
        from.Finish("end of file");

        var model = new NetworkModel
        {
            Name = identity.Name,
            TickMicroseconds = identity.TickMicroseconds,
            Description = identity.Description,
            Labels = identity.Labels,
            Encoder = encoder,
            Populations = populations,
            Projections = projections,
            Decoder = decoder,
        };
        NetworkModelValidation.Check(model);
        return model;
    }

    // Magic and version come before the checksum: another kind of file, or a newer one, deserves its own message.
    private static void CheckEnvelope(ReadOnlySpan<byte> file)
    {
        if (file.Length > FileFormat.MaxFileBytes)
            throw TooLong(file.Length);
        if (!file.StartsWith(FileFormat.Magic))
            throw new ModelFormatException("magic", Printable(file), "ESNN", 0);
        if (file.Length < FileFormat.HeaderBytes + FileFormat.ChecksumBytes)
            throw new ModelFormatException("header", $"{file.Length} bytes", $"at least {FileFormat.HeaderBytes + FileFormat.ChecksumBytes}", file.Length);
        var version = BinaryPrimitives.ReadUInt16LittleEndian(file[4..]);
        if (version is < FileFormat.FirstVersion or > FileFormat.Version)
            throw new ModelFormatException("version", $"{version}", $"{FileFormat.FirstVersion} .. {FileFormat.Version}", 4);
        var reserved = BinaryPrimitives.ReadUInt16LittleEndian(file[6..]);
        if (reserved != 0)
            throw new ModelFormatException("reserved", $"{reserved}", "0", 6);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(file[8..]);
        if (length != file.Length)
            throw new ModelFormatException("file length", $"{file.Length} bytes", $"{length} as the header says", 8);
        var content = file[..^FileFormat.ChecksumBytes];
        var stored = BinaryPrimitives.ReadUInt64LittleEndian(file[content.Length..]);
        var computed = XxHash64.HashToUInt64(content);
        if (stored != computed)
            throw new ModelFormatException("checksum", $"{computed:x16}", $"{stored:x16}", content.Length);
    }

    private static ModelFormatException TooLong(long length) =>
        new("file length", $"{length} bytes", $"at most {FileFormat.MaxFileBytes}", FileFormat.MaxFileBytes);

    private static string Printable(ReadOnlySpan<byte> file) =>
        file.Length == 0 ? "an empty file" : $"bytes {Convert.ToHexString(file[..Math.Min(4, file.Length)])}";
}
