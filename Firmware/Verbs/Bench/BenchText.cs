using System.Globalization;

namespace EdgeSnn.Firmware.Verbs.Bench;

/// <summary>What a network costs, as plain text.</summary>
internal static class BenchText
{
    /// <summary>Prints a report.</summary>
    public static void Print(BenchReport report, TextWriter writer)
    {
        Line($"{report.Network} on {report.Processor} ({report.Architecture}), vectors of {report.VectorBits} bits, {report.Runtime}");
        Line($"input        {report.Input}: {report.InputSeconds:0.0} s, {report.Ticks} ticks of {report.TickMicroseconds / 1000.0} ms");
        writer.WriteLine();
        Line($"{"us per tick",-12} {"p50",9} {"p99",9} {"max",9}   CPU ms per second of input");
        foreach (var one in report.Stages)
            Stage(one);
        Stage(report.Whole);
        writer.WriteLine();
        Line($"headroom     {report.RealTimeHeadroom:N0} times real time on one core; 99 of 100 ticks are done in {report.Whole.MicrosecondsP99 / report.TickMicroseconds:P1} of their time");
        Line($"activity     {report.SynapticEventsPerSecond:N0} synaptic events and {report.SpikesPerSecond:N0} spikes per second; {report.NanosecondsPerSynapticEvent:0.00} ns per synaptic event, {report.NanosecondsPerNeuronTick:0.00} ns per neuron and tick");
        Line($"memory       {report.NetworkBytes:N0} bytes of network, {report.ProcessBytes:N0} of process; {report.BytesAllocated} bytes allocated in all ticks");
        if (report.Threads is { } threads)
        {
            writer.WriteLine("threads");
            threads.Print(writer);
        }

        if (report.Clock == "wall")
            writer.WriteLine("This system tells no thread its processor time: CPU figures are by the clock on the wall.");

        void Stage(StageCost one) => Line($"{one.Stage,-12} {one.MicrosecondsP50,9:0.00} {one.MicrosecondsP99,9:0.00} {one.MicrosecondsMax,9:0.00}   {one.CpuMillisecondsPerSecond,9:0.000}");

        void Line(FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }
}
