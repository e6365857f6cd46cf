using System.Globalization;

namespace EdgeSnn.Firmware.Verbs.Bench;

/// <summary>What more threads bring, against one thread in turn over the same spikes; the network alone, without encoder and decoder.</summary>
internal sealed record ThreadGain
{
    /// <summary>Threads asked for.</summary>
    public required int Threads { get; init; }

    /// <summary>Threads that step; 1 when no population is worth dividing, and then nothing is compared.</summary>
    public required int Used { get; init; }

    /// <summary>Wall time of a tick on one thread [microseconds].</summary>
    public double MicrosecondsP50OnOne { get; init; }

    /// <summary>The same on several [microseconds].</summary>
    public double MicrosecondsP50 { get; init; }

    /// <summary>Wall time that 99 of 100 ticks did not exceed on one thread [microseconds].</summary>
    public double MicrosecondsP99OnOne { get; init; }

    /// <summary>The same on several [microseconds].</summary>
    public double MicrosecondsP99 { get; init; }

    /// <summary>Processor time of the process per tick on one thread [microseconds].</summary>
    public double CpuMicrosecondsOnOne { get; init; }

    /// <summary>The same on several, waiting included [microseconds].</summary>
    public double CpuMicroseconds { get; init; }

    /// <summary>How many times faster the usual tick is.</summary>
    public double Gain { get; init; }

    /// <summary>What to do, in a sentence.</summary>
    public string Advice => Used == 1 ? "no population of this network is large enough to be divided: leave --threads at 1"
        : Gain < LeastGain ? "it does not pay here: leave --threads at 1"
        : Gain < Used * GoodShare ? "it pays, at the price of processor time"
        : "it pays";

    /// <summary>Prints it in two lines.</summary>
    public void Print(TextWriter writer)
    {
        if (Used > 1)
        {
            Line($"  1 thread    tick p50 {MicrosecondsP50OnOne:0.0}, p99 {MicrosecondsP99OnOne:0.0} us; {CpuMicrosecondsOnOne:0.0} us of processor time");
            Line($"  {Used} threads   tick p50 {MicrosecondsP50:0.0}, p99 {MicrosecondsP99:0.0} us; {CpuMicroseconds:0.0} us of processor time: {Gain:0.00} times as fast");
        }

        Line($"  {Advice}");

        void Line(FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    private const double LeastGain = 1.1;
    private const double GoodShare = 0.8;
}
