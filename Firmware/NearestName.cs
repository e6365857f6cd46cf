namespace EdgeSnn.Firmware;

/// <summary>What somebody perhaps meant.</summary>
internal static class NearestName
{
    private const int MostDifferences = 2;

    /// <summary>The name that differs least from a word, or null when all differ by more than two letters.</summary>
    public static string? Of(string word, IEnumerable<string> names)
    {
        var nearest = names.MinBy(name => Distance(name, word));
        return nearest is not null && Distance(nearest, word) <= MostDifferences ? nearest : null;
    }

    // Levenshtein: insertions, deletions and substitutions that turn one word into the other.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
