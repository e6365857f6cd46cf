namespace EdgeSnn.Models.Format;

/// <summary>Sections by their number in files; each occurs once, in this order, and a number is never reused.</summary>
internal enum SectionKind : byte
{
    Identity = 1,
    Encoder = 2,
    Populations = 3,
    Projections = 4,
    Decoder = 5,
}
