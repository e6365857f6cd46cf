namespace EdgeSnn.Benchmarks.Results;

/// <summary>What was measured on one machine, as a file in <c>results</c> keeps it.</summary>
internal sealed record MachineResult
{
    public required string Machine { get; init; }
    public required string Measured { get; init; }
    public required string Revision { get; init; }
    public required string Processor { get; init; }
    public required string Architecture { get; init; }
    public required int VectorBits { get; init; }
    public required string System { get; init; }
    public required string Runtime { get; init; }
    public required string Compiler { get; init; }

    /// <summary>How the C was compiled.</summary>
    public required string Limit { get; init; }

    /// <summary>Rounds of C and ours in turn; ratios are medians over them.</summary>
    public required int Rounds { get; init; }

    public required JobLine[] Jobs { get; init; }
    public required NetworkLine[] Networks { get; init; }

    /// <summary>Start to the end of the first ticks of the native binary, when that was measured.</summary>
    public StartLine? Start { get; init; }
}
