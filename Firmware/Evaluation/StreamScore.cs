namespace EdgeSnn.Firmware.Evaluation;

/// <summary>
/// How decisions in a stream compare with what was said. A decision belongs to a clip when it falls between the clip's
/// start and 0.75 s after its end (but before the next clip). Rates are shares of clips; null without such clips.
/// </summary>
public sealed record StreamScore
{
    /// <summary>How long after a clip's end a decision still belongs to it [seconds].</summary>
    public const double GraceSeconds = 0.75;

    public required int Commands { get; init; }

    /// <summary>Command clips with a decision for their label.</summary>
    public required int Hits { get; init; }

    /// <summary>Command clips with a decision for another label.</summary>
    public required int WrongClips { get; init; }

    public required int Unknowns { get; init; }

    /// <summary>Unknown clips with a decision.</summary>
    public required int Accepted { get; init; }

    /// <summary>Decisions that belong to no clip.</summary>
    public required int Stray { get; init; }

    /// <summary>From the end of the word to its first right decision, negative when it comes earlier; hits only [seconds].</summary>
    public required IReadOnlyList<double> Latencies { get; init; }

    public double? HitRate => Rate(Hits, Commands);

    public double? WrongRate => Rate(WrongClips, Commands);

    public double? AcceptedRate => Rate(Accepted, Unknowns);

    /// <summary>Compares decisions with placements, both in order of time.</summary>
    /// <param name="placements">What was said.</param>
    /// <param name="decisions">What was heard.</param>
    /// <param name="unknown">Class of the words that should not be heard, or -1.</param>
    /// <param name="sampleRate">Of positions [Hz].</param>
    public static StreamScore Of(
        IReadOnlyList<Placement> placements, IReadOnlyList<StreamDecision> decisions, int unknown, int sampleRate)
    {
        var (hits, wrong, accepted, belonging, next) = (0, 0, 0, 0, 0);
        var latencies = new List<double>();
        for (var index = 0; index < placements.Count; index++)
        {
            var placement = placements[index];
            var end = placement.End + (long)(GraceSeconds * sampleRate);
            if (index + 1 < placements.Count)
                end = Math.Min(end, placements[index + 1].Start);
            while (next < decisions.Count && decisions[next].Time <= placement.Start)
                next++;
            var (isHit, isWrong) = (false, false);
            for (; next < decisions.Count && decisions[next].Time <= end; next++, belonging++)
            {
                var isRight = decisions[next].Class == placement.Clip.Clip.Label;
                if (isRight && !isHit)
                    latencies.Add((decisions[next].Time - placement.WordEnd) / (double)sampleRate);
                isHit |= isRight;
                isWrong |= !isRight;
            }

            if (placement.Clip.Clip.Label == unknown)
                accepted += isHit || isWrong ? 1 : 0;
            else
                (hits, wrong) = (hits + (isHit ? 1 : 0), wrong + (isWrong ? 1 : 0));
        }

        var unknowns = placements.Count(placement => placement.Clip.Clip.Label == unknown);
        return new StreamScore
        {
            Commands = placements.Count - unknowns,
            Hits = hits,
            WrongClips = wrong,
            Unknowns = unknowns,
            Accepted = accepted,
            Stray = decisions.Count - belonging,
            Latencies = latencies,
        };
    }

    /// <summary>The latency that a share of the hits did not exceed, or null without hits [seconds].</summary>
    public double? LatencyPercentile(double share)
    {
        if (Latencies.Count == 0)
            return null;
        var sorted = Latencies.Order().ToArray();
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    private static double? Rate(int part, int whole) => whole == 0 ? null : part / (double)whole;
}
