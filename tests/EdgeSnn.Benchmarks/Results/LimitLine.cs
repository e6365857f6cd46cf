namespace EdgeSnn.Benchmarks.Results;

/// <summary>The fastest C on a job.</summary>
/// <param name="Program">Which of its variants that was most often.</param>
/// <param name="CpuSeconds">Median over rounds [CPU seconds].</param>
/// <param name="Ratio">Ours by this, median over rounds of pairs.</param>
internal sealed record LimitLine(string Program, double CpuSeconds, double Ratio);
