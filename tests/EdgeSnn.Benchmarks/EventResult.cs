using System.Globalization;

namespace EdgeSnn.Benchmarks;

/// <summary>How fast one recording decodes in one format.</summary>
/// <param name="Recording">What was decoded.</param>
/// <param name="Format">In which format.</param>
/// <param name="Events">Its events.</param>
/// <param name="Bytes">Its size [bytes].</param>
/// <param name="BestMillionPerSecond">Best round [million events per CPU second].</param>
/// <param name="MedianMillionPerSecond">Median round [million events per CPU second].</param>
/// <param name="ShareOfRead">Bytes per second as a share of what a plain vector sum of the same bytes reads.</param>
/// <param name="AllocatedBytes">Allocated by all rounds together [bytes].</param>
internal sealed record EventResult(
    string Recording, string Format, long Events, long Bytes, double BestMillionPerSecond, double MedianMillionPerSecond,
    double ShareOfRead, long AllocatedBytes)
{
    /// <summary>Prints a table.</summary>
    public static void Print(IEnumerable<EventResult> results, TextWriter writer)
    {
        writer.WriteLine("| recording | format | events | bytes per event | Mev/s best | median | share of a plain read | allocated |");
        writer.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|");
        foreach (var one in results)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {one.Recording} | {one.Format} | {one.Events} | {(double)one.Bytes / one.Events:0.00} | {one.BestMillionPerSecond:0} | {one.MedianMillionPerSecond:0} | {one.ShareOfRead:P1} | {one.AllocatedBytes} B |"));
        }
    }
}
