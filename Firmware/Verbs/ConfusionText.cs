using System.Globalization;
using EdgeSnn.Firmware.Evaluation;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>A confusion matrix as plain text: a row per label, a column per verdict, recall last.</summary>
internal static class ConfusionText
{
    private const int Column = 6;

    public static void Print(ClipReport report, TextWriter writer)
    {
        var width = Math.Max(5, report.Labels.Max(label => label.Length)) + 1;
        writer.Write(new string(' ', width));
        foreach (var label in report.Labels)
            writer.Write(Short(label).PadLeft(Column));
        writer.WriteLine("   recall");
        for (var row = 0; row < report.Labels.Length; row++)
        {
            writer.Write(report.Labels[row].PadRight(width));
            foreach (var count in report.Confusion[row])
                writer.Write((count == 0 ? "." : count.ToString(CultureInfo.InvariantCulture)).PadLeft(Column));
            var recall = report.Recall[row];
            writer.WriteLine(recall is null ? "        -" : string.Create(CultureInfo.InvariantCulture, $"{100 * recall,7:0.0} %"));
        }
    }

    private static string Short(string label)
    {
        var bare = label.Trim('_');
        return bare.Length < Column ? bare : bare[..(Column - 1)];
    }
}
