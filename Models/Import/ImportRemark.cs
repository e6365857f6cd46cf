namespace EdgeSnn.Models.Import;

/// <summary>One line that an import tells its user.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Text">The line, naming the node where there is one.</param>
public sealed record ImportRemark(ImportRemarkKind Kind, string Text);
