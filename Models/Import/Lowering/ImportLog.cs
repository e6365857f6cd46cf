namespace EdgeSnn.Models.Import.Lowering;

/// <summary>Collects the remarks of one import, each once.</summary>
internal sealed class ImportLog
{
    private readonly List<ImportRemark> _remarks = [];

    public void Add(ImportRemarkKind kind, string text)
    {
        var remark = new ImportRemark(kind, text);
        if (!_remarks.Contains(remark))
            _remarks.Add(remark);
    }

    /// <summary>Remarks by kind, within a kind in the order they came.</summary>
    public IReadOnlyList<ImportRemark> Sorted() => [.. _remarks.OrderBy(r => r.Kind)];
}
