namespace EdgeSnn.Benchmarks.Results;

/// <summary>The native binary from its start to its first ticks and out again.</summary>
/// <param name="Milliseconds">Median over runs, by the clock on the wall [milliseconds].</param>
/// <param name="ResidentKilobytes">Most memory it had resident [kilobytes].</param>
internal sealed record StartLine(double Milliseconds, long ResidentKilobytes);
