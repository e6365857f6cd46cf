namespace EdgeSnn.Firmware.Evaluation;

/// <summary>
/// Shell patterns for file names: <c>*</c>, <c>?</c>, and sets such as <c>[0-4]</c> or <c>[!ab]</c>, which the framework's
/// own matcher lacks. Case counts.
/// </summary>
internal static class Glob
{
    /// <summary>True when the whole name fits the pattern.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                for (var skip = 0; skip <= name.Length; skip++)
                {
                    if (Matches(pattern[1..], name[skip..]))
                        return true;
                }

                return false;
            }

            if (name.IsEmpty || !MatchesOne(ref pattern, name[0]))
                return false;
            name = name[1..];
        }

        return name.IsEmpty;
    }

    private static bool MatchesOne(ref ReadOnlySpan<char> pattern, char letter)
    {
        var first = pattern[0];
        // A set closes at the first ] behind its first member; without one the bracket stands for itself.
        var close = first == '[' && pattern.Length > 2 ? pattern[2..].IndexOf(']') + 2 : -1;
        if (close < 2)
        {
            pattern = pattern[1..];
            return first == '?' || first == letter;
        }

        var set = pattern[1..close];
        pattern = pattern[(close + 1)..];
        var isNegated = set.Length > 1 && set[0] == '!';
        return IsMember(isNegated ? set[1..] : set, letter) != isNegated;
    }

    private static bool IsMember(ReadOnlySpan<char> set, char letter)
    {
        for (var index = 0; index < set.Length; index++)
        {
            var isRange = index + 2 < set.Length && set[index + 1] == '-';
            var last = isRange ? set[index + 2] : set[index];
            if (letter >= set[index] && letter <= last)
                return true;
            if (isRange)
                index += 2;
        }

        return false;
    }
}
