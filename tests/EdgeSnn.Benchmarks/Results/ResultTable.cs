using System.Globalization;
using System.Text;

namespace EdgeSnn.Benchmarks.Results;

/// <summary>A machine's results as the tables that the README shows.</summary>
internal static class ResultTable
{
    /// <summary>Markdown.</summary>
    public static string Markdown(MachineResult result)
    {
        var text = new StringBuilder();
        Jobs(result, text);
        Networks(result, text);
        var start = result.Start is null ? "" : Invariant(
            $" The native binary with `keywords` is through its first ticks and gone {result.Start.Milliseconds:0} ms after its start, with {result.Start.ResidentKilobytes / 1000.0:0.0} MB resident at most.");
        Line(text, $"{result.Processor}, vectors of {result.VectorBits} bits, {result.Runtime}, {result.Compiler}, revision {result.Revision}, {result.Measured}; a shared machine, median of {result.Rounds} rounds.{start}");
        return text.ToString();
    }

    private static void Jobs(MachineResult result, StringBuilder text)
    {
        Line(text, $"| job | CPU s | x C, int32 state | x C, int16 state | best other runtime | ns per synaptic event | us per tick p50 / p99 | silent | allocated |");
        Line(text, $"|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var one in result.Jobs)
        {
            var peer = Peer.All.FirstOrDefault(candidate => candidate.Job == one.Job);
            var less = peer is null || one.Limit32 is null ? "" : Invariant($"{peer.Name}: {peer.TimesLess(one.Limit32.Ratio):0.0} x ours");
            Line(text, $"| {one.Job}, gold {one.Gold} | {one.CpuSeconds:0.00000} | {Ratio(one.Limit32)} | {Ratio(one.Limit16)} | {less} | {one.NanosecondsPerSynapticEvent:0.00} | {one.TickMicrosecondsP50:0.00} / {one.TickMicrosecondsP99:0.00} | {(one.SilentShare is { } share ? Invariant($"{share:P1}") : "no input")} | {one.BytesAllocated} B |");
        }

        Line(text, $"");
        Line(text, $"C: {result.Limit}.");
        Line(text, $"");
    }

    private static void Networks(MachineResult result, StringBuilder text)
    {
        Line(text, $"| network, CPU ms per second of input | encoder | deliver | update | decoder | whole | us per tick p50 / p99 | headroom |");
        Line(text, $"|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var one in result.Networks)
            Line(text, $"| `{one.Network}`: {one.Input} | {one.Encoder:0.000} | {one.Deliver:0.000} | {one.Update:0.000} | {one.Decoder:0.000} | {one.Whole:0.000} | {one.TickMicrosecondsP50:0.0} / {one.TickMicrosecondsP99:0.0} | {1000 / one.Whole:N0} x |");
        Line(text, $"");
    }

    private static string Ratio(LimitLine? limit) => limit is null ? "" : Invariant($"{limit.Ratio:0.00} ({limit.CpuSeconds:0.00000} s)");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(Invariant(line)).Append('\n');
}
