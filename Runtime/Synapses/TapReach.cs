namespace EdgeSnn.Runtime.Synapses;

/// <summary>The taps of a kernel that one pre row or column reaches, along that axis.</summary>
/// <param name="Place">Where the first of them is stored.</param>
/// <param name="Count">How many there are; they are stored one after the other.</param>
/// <param name="Post">The post position that the first one leads to.</param>
internal readonly record struct TapReach(int Place, int Count, int Post)
{
    /// <summary>What of it leads to the post positions first .. end - 1, counted from the first.</summary>
    /// <param name="first">First post position.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="spacing">Post positions from one tap to the next.</param>
    public TapReach Within(int first, int end, int spacing)
    {
        var before = Post >= first ? 0 : (first - Post + spacing - 1) / spacing;
        var until = Post >= end ? 0 : int.Min(Count, (end - 1 - Post) / spacing + 1);
        return until <= before ? default : new TapReach(Place + before, until - before, Post + before * spacing - first);
    }
}
