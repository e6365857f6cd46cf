namespace EdgeSnn.Training;

/// <summary>Sounds made of commands that are not commands: hard examples of the unknown class.</summary>
public static class Twists
{
    /// <summary>The first part of one word joined to the last part of another.</summary>
    public static Example[] Splices(List<Recording> words, int count, int label, Dice dice)
    {
        var examples = new Example[count];
        for (var k = 0; k < count; k++)
        {
            var first = words[dice.Pick(words.Count)];
            var second = words[dice.Pick(words.Count)];
            while (second.Word == first.Word) second = words[dice.Pick(words.Count)];
            var (firstStart, firstEnd) = first.Audible;
            var (secondStart, secondEnd) = second.Audible;
            var head = first.Samples.AsSpan(firstStart, (firstEnd - firstStart) * 55 / 100);
            var middle = secondStart + (secondEnd - secondStart) * 45 / 100;
            var tail = second.Samples.AsSpan(middle, secondEnd - middle);
            var samples = new float[Math.Max(head.Length + tail.Length, words[0].Samples.Length)];
            var start = (samples.Length - head.Length - tail.Length) / 2;
            head.CopyTo(samples.AsSpan(start));
            var gain = Peak(head) / Peak(tail);
            for (var n = 0; n < tail.Length; n++) samples[start + head.Length + n] = tail[n] * gain;
            examples[k] = new Example(new Recording(samples, "splice", first.Speaker, $"{first.Name}+{second.Name}"), label);
        }

        return examples;
    }

    public static Example[] Reversed(List<Recording> words, int count, int label, Dice dice)
    {
        var examples = new Example[count];
        for (var k = 0; k < count; k++)
        {
            var word = words[dice.Pick(words.Count)];
            var samples = (float[])word.Samples.Clone();
            Array.Reverse(samples);
            examples[k] = new Example(new Recording(samples, "reversed", word.Speaker, word.Name), label);
        }

        return examples;
    }

    private static float Peak(ReadOnlySpan<float> samples)
    {
        var peak = 1f;
        foreach (var sample in samples) peak = MathF.Max(peak, MathF.Abs(sample));
        return peak;
    }
}
